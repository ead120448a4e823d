package dev.millrace.executor.kernel.function.json;

import dev.millrace.executor.kernel.cast.TimestampText;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON trees into values of a type, in literal form. What does not fit is null where it stands, and {@link #wasExact} tells. Used by
 * one thread.
 */
public final class JsonValues {

    private static final String CORRUPT = "_corrupt_record";

    private final ZoneId zone;
    private final TimestampText timestamps;
    private final TimestampText localTimestamps = new TimestampText(ZoneOffset.UTC);
    private final @Nullable DateTimeFormatter dateFormat;
    private final @Nullable DateTimeFormatter timestampFormat;
    private final String corruptColumn;
    private boolean exact;

    public JsonValues(ZoneId zone, FormatOptions options) {
        this.zone = zone;
        this.timestamps = new TimestampText(zone);
        this.dateFormat = formatter(options.text("dateFormat"));
        this.timestampFormat = formatter(options.text("timestampFormat"));
        String column = options.text("columnNameOfCorruptRecord");
        this.corruptColumn = column == null ? CORRUPT : column;
    }

    /** The value of a whole text; for a struct the first element of an array will do, and a single struct for an array of them. */
    public @Nullable Object root(@Nullable Object tree, DataType type, String text) {
        exact = true;
        Object row = type instanceof DataType.StructType && tree instanceof List<?> items
                ? items.isEmpty() ? null : items.getFirst()
                : tree;
        if (type instanceof DataType.StructType(var fields)) {
            if (!(row instanceof Map<?, ?>)) {
                exact = false;
                return malformed(fields, text);
            }
            List<@Nullable Object> values = struct((Map<?, ?>) row, fields);
            markCorrupt(values, fields, exact ? null : text);
            return values;
        }
        boolean single = type instanceof DataType.ArrayType(DataType.StructType _, var _) && tree instanceof Map<?, ?>;
        return value(single ? List.of(tree) : tree, type);
    }

    /** The struct of nulls that stands for a malformed text. */
    public List<@Nullable Object> malformed(List<Field> fields, String text) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(new @Nullable Object[fields.size()]));
        markCorrupt(values, fields, text);
        return values;
    }

    /** False when something of the last text did not fit its type. */
    public boolean wasExact() {
        return exact;
    }

    private void markCorrupt(List<@Nullable Object> values, List<Field> fields, @Nullable String text) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(corruptColumn) && fields.get(i).type() instanceof DataType.StringType) {
                values.set(i, text);
            }
        }
    }

    private List<@Nullable Object> struct(Map<?, ?> tree, List<Field> fields) {
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        for (Field field : fields) {
            values.add(value(tree.get(field.name()), field.type()));
        }
        return values;
    }

    private @Nullable Object value(@Nullable Object tree, DataType type) {
        if (tree == null) {
            return null;
        }
        Object value = present(tree, type);
        exact &= value != null;
        return value;
    }

    private @Nullable Object present(Object tree, DataType type) {
        return switch (type) {
            case DataType.StringType _ -> tree instanceof String text ? text : tree instanceof JsonNumber number ? number.text()
                    : JsonWriter.text(tree);
            case DataType.BooleanType _ -> tree instanceof Boolean ? tree : null;
            case DataType.ByteType _ -> whole(tree, 7);
            case DataType.ShortType _ -> whole(tree, 15);
            case DataType.IntType _ -> whole(tree, 31);
            case DataType.LongType _ -> whole(tree, 63);
            case DataType.FloatType _ -> tree instanceof JsonNumber || tree instanceof String ? real(tree, true) : null;
            case DataType.DoubleType _ -> tree instanceof JsonNumber || tree instanceof String ? real(tree, false) : null;
            case DataType.DecimalType decimal -> decimal(tree, decimal);
            case DataType.BinaryType _ -> tree instanceof String text ? bytes(text) : null;
            case DataType.DateType _ -> tree instanceof String text ? date(text) : null;
            case DataType.TimestampType _ -> timestamp(tree);
            case DataType.TimestampNtzType _ -> tree instanceof String text ? localTimestamps.parse(text) : null;
            case DataType.ArrayType(var element, var _) -> {
                if (!(tree instanceof List<?> items)) {
                    yield null;
                }
                List<@Nullable Object> values = new ArrayList<>(items.size());
                items.forEach(item -> values.add(value(item, element)));
                yield values;
            }
            case DataType.MapType(var keyType, var valueType, var _) -> {
                if (!(tree instanceof Map<?, ?> fields) || !(keyType instanceof DataType.StringType)) {
                    yield null;
                }
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                fields.forEach((name, item) -> entries.put(name, value(item, valueType)));
                yield entries;
            }
            case DataType.StructType(var fields) -> tree instanceof Map<?, ?> map ? struct(map, fields) : null;
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ -> null;
            default -> null;
        };
    }

    private static @Nullable Object whole(Object tree, int bits) {
        if (!(tree instanceof JsonNumber number) || !number.isWhole()) {
            return null;
        }
        BigInteger value = number.decimal().toBigInteger();
        if (value.bitLength() > bits) {
            return null;
        }
        if (bits == 63) {
            return value.longValue();
        }
        return value.intValue();
    }

    private static @Nullable Object real(Object tree, boolean single) {
        double value;
        switch (tree) {
            case JsonNumber number -> value = number.number();
            case String text when text.matches("NaN|[-+]?(INF|Infinity)") -> value = new JsonNumber(text).number();
            default -> {
                return null;
            }
        }
        return single ? (double) (float) value : value;
    }

    private static @Nullable Object decimal(Object tree, DataType.DecimalType type) {
        try {
            BigDecimal exact = tree instanceof JsonNumber number ? number.decimal() : new BigDecimal(((String) tree).strip());
            BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
            if (value.precision() > type.precision()) {
                return null;
            }
            if (type.precision() > DataType.DecimalType.MAX_LONG_PRECISION) {
                return value.unscaledValue();
            }
            return value.unscaledValue().longValueExact();
        } catch (NumberFormatException | ClassCastException | ArithmeticException e) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Object date(String text) {
        try {
            if (dateFormat != null) {
                return (int) LocalDate.parse(text, dateFormat).toEpochDay();
            }
        } catch (DateTimeException e) {
            return null;
        }
        Long micros = localTimestamps.parse(text);
        return micros == null ? null : (Object) (int) Math.floorDiv(micros, ChronoUnit.DAYS.getDuration().toNanos() / 1000);
    }

    private @Nullable Object timestamp(Object tree) {
        if (tree instanceof JsonNumber number && number.isWhole()) {
            return number.decimal().multiply(BigDecimal.valueOf(1_000_000)).longValue();
        }
        if (!(tree instanceof String text)) {
            return null;
        }
        if (timestampFormat == null) {
            return timestamps.parse(text);
        }
        try {
            TemporalAccessor parsed = timestampFormat.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId named = parsed.query(TemporalQueries.zone());
            LocalDateTime local = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
            return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, local.atZone(named == null ? zone : named).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable DateTimeFormatter formatter(@Nullable String pattern) {
        return pattern == null ? null : DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.US);
    }
}
