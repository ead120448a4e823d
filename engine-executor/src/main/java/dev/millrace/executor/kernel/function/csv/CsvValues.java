package dev.millrace.executor.kernel.function.csv;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns CSV lines into structs in literal form; a field that does not fit its type is null. Used by one thread. */
public final class CsvValues {

    private final CsvFormat format;
    private final CsvTimes times;
    private final String function;
    private final String corruptColumn;
    private final String notANumber;
    private final String infinity;
    private final String negativeInfinity;

    /** @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE for a wrong option */
    public CsvValues(FormatOptions options, ZoneId zone, String function) {
        this.format = CsvFormat.of(options);
        this.times = new CsvTimes(options, zone);
        this.function = function;
        this.corruptColumn = options.text("columnNameOfCorruptRecord", "_corrupt_record");
        this.notANumber = options.text("nanValue", "NaN");
        this.infinity = options.text("positiveInf", "Inf");
        this.negativeInfinity = options.text("negativeInf", "-Inf");
    }

    /** @throws dev.millrace.error.EngineException MALFORMED_RECORD_IN_PARSING with the mode FAILFAST */
    public List<@Nullable Object> struct(String line, List<Field> fields) {
        List<@Nullable String> texts = CsvLine.fields(line, format);
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        int corrupt = -1;
        int next = 0;
        boolean exact = !texts.isEmpty();
        for (Field field : fields) {
            if (field.name().equals(corruptColumn) && field.type() instanceof DataType.StringType) {
                corrupt = values.size();
                values.add(null);
                continue;
            }
            String text = next < texts.size() ? texts.get(next) : null;
            Object value = text == null ? null : value(text, field.type());
            exact &= next < texts.size() && (text == null || value != null);
            values.add(value);
            next++;
        }
        exact &= next == texts.size();
        if (!exact && format.failsFast()) {
            throw ErrorCondition.MALFORMED_RECORD_IN_PARSING.with("file", function, "line", 1, "detail",
                    "'" + line + "' does not fit the schema");
        }
        if (!exact && corrupt >= 0) {
            values.set(corrupt, line);
        }
        return values;
    }

    private @Nullable Object value(String text, DataType type) {
        try {
            return switch (type) {
                case DataType.StringType _ -> text;
                case DataType.BooleanType _ ->
                        text.equalsIgnoreCase("true") ? (Object) true : text.equalsIgnoreCase("false") ? false : null;
                case DataType.ByteType _ -> (int) Byte.parseByte(text);
                case DataType.ShortType _ -> (int) Short.parseShort(text);
                case DataType.IntType _ -> Integer.parseInt(text);
                case DataType.LongType _ -> Long.parseLong(text);
                case DataType.FloatType _ -> (double) (float) real(text);
                case DataType.DoubleType _ -> real(text);
                case DataType.DecimalType decimal -> decimal(text, decimal);
                case DataType.DateType _ -> times.date(text);
                case DataType.TimestampType _ -> times.timestamp(text);
                case DataType.TimestampNtzType _ -> times.localTimestamp(text);
                default -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A CSV field of the type " + type.sql(), "advice",
                        "Read it as STRING.");
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private double real(String text) {
        return text.equals(notANumber) ? Double.NaN
                : text.equals(infinity) ? Double.POSITIVE_INFINITY
                        : text.equals(negativeInfinity) ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    }

    private static @Nullable Object decimal(String text, DataType.DecimalType type) {
        BigDecimal value = new BigDecimal(text.replace(",", "")).setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            return null;
        }
        boolean wide = type.precision() > DataType.DecimalType.MAX_LONG_PRECISION;
        return wide ? (Object) value.unscaledValue() : (Object) value.unscaledValue().longValueExact();
    }
}
