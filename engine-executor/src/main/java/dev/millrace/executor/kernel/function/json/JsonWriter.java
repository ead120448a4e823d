package dev.millrace.executor.kernel.function.json;

import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.ValueFormat;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON without blanks, and trees of {@link JsonReader} as they were read. */
public final class JsonWriter {

    private static final String TIMESTAMP_PATTERN = "yyyy-MM-dd'T'HH:mm:ss[.SSS]XX" + "X";
    private static final String LOCAL_PATTERN = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

    private final ZoneId zone;
    private final boolean ignoreNulls;
    private final DateTimeFormatter dates;
    private final DateTimeFormatter timestamps;
    private final DateTimeFormatter locals;
    private final ValueFormat format;

    /** @param zone of TIMESTAMP values */
    public JsonWriter(ZoneId zone, FormatOptions options) {
        this.zone = zone;
        this.ignoreNulls = options.flag("ignoreNullFields", true);
        this.dates = formatter(options.text("dateFormat"), "yyyy-MM-dd");
        this.timestamps = formatter(options.text("timestampFormat"), TIMESTAMP_PATTERN);
        this.locals = formatter(options.text("timestampNTZFormat"), LOCAL_PATTERN);
        this.format = ValueFormat.cast(zone);
    }

    /** @param value in literal form */
    public String text(@Nullable Object value, DataType type) {
        StringBuilder text = new StringBuilder();
        append(text, value, type);
        return text.toString();
    }

    private void append(StringBuilder text, @Nullable Object value, DataType type) {
        if (value == null) {
            text.append("null");
            return;
        }
        switch (type) {
            case DataType.StringType _ -> quote(text, (String) value);
            case DataType.BinaryType _ -> quote(text, Base64.getEncoder().encodeToString((byte[]) value));
            case DataType.DateType _ -> quote(text, dates.format(LocalDate.ofEpochDay((Integer) value)));
            case DataType.TimestampType _ ->
                    quote(text, timestamps.format(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).atZone(zone)));
            case DataType.TimestampNtzType _ -> quote(text, locals.format(
                    LocalDateTime.ofInstant(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC)));
            case DataType.DoubleType _, DataType.FloatType _ -> {
                double number = (Double) value;
                String digits = format.text(value, type);
                text.append(Double.isFinite(number) ? digits : '"' + digits + '"');
            }
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ -> quote(text, format.text(value, type));
            case DataType.ArrayType(var element, var _) -> {
                text.append('[');
                String separator = "";
                for (Object item : (List<?>) value) {
                    append(text.append(separator), item, element);
                    separator = ",";
                }
                text.append(']');
            }
            case DataType.MapType(var keyType, var valueType, var _) -> {
                text.append('{');
                String separator = "";
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    quote(text.append(separator), keyText(entry.getKey(), keyType));
                    append(text.append(':'), entry.getValue(), valueType);
                    separator = ",";
                }
                text.append('}');
            }
            case DataType.StructType(var fields) -> appendStruct(text, (List<?>) value, fields);
            default -> format.append(text, value, type);
        }
    }

    private void appendStruct(StringBuilder text, List<?> values, List<Field> fields) {
        text.append('{');
        String separator = "";
        for (int i = 0; i < fields.size(); i++) {
            if (values.get(i) != null || !ignoreNulls) {
                quote(text.append(separator), fields.get(i).name());
                append(text.append(':'), values.get(i), fields.get(i).type());
                separator = ",";
            }
        }
        text.append('}');
    }

    /** A struct as a key is the list of its values. */
    private String keyText(@Nullable Object key, DataType type) {
        return type instanceof DataType.StructType(var fields)
                ? "[" + String.join(",", fields.stream().map(field -> keyText(((List<?>) key).get(fields.indexOf(field)), field.type()))
                        .toList()) + "]"
                : format.text(key, type);
    }

    /** A tree as {@link JsonReader} gives it. */
    static String text(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        append(text, tree);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object tree) {
        switch (tree) {
            case null -> text.append("null");
            case String string -> quote(text, string);
            case JsonNumber number -> text.append(number.isSpecial() ? '"' + number.text() + '"' : number.text());
            case Map<?, ?> fields -> {
                text.append('{');
                String separator = "";
                for (Map.Entry<?, ?> field : fields.entrySet()) {
                    quote(text.append(separator), (String) field.getKey());
                    append(text.append(':'), field.getValue());
                    separator = ",";
                }
                text.append('}');
            }
            case List<?> items -> {
                text.append('[');
                String separator = "";
                for (Object item : items) {
                    append(text.append(separator), item);
                    separator = ",";
                }
                text.append(']');
            }
            case BigInteger number -> text.append(number);
            default -> text.append(tree);
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static DateTimeFormatter formatter(@Nullable String pattern, String byDefault) {
        return DateTimeFormatter.ofPattern(pattern == null ? byDefault : pattern, Locale.US);
    }
}
