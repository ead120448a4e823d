package dev.millrace.executor.kernel.function.csv;

import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type that the fields of a CSV line show; they are called {@code _c0, _c1 …}. */
public final class CsvSchemas {

    private static final int INT_BITS = 31;
    private static final int LONG_BITS = 63;

    private final CsvFormat format;
    private final CsvTimes times;

    /** @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE for a wrong option */
    public CsvSchemas(FormatOptions options, ZoneId zone) {
        this.format = CsvFormat.of(options);
        this.times = new CsvTimes(options, zone);
    }

    public DataType.StructType of(String line) {
        List<Field> fields = new ArrayList<>();
        for (String text : CsvLine.fields(line, format)) {
            fields.add(Field.of("_c" + fields.size(), type(text)));
        }
        return new DataType.StructType(fields);
    }

    private DataType type(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DataType.STRING;
        }
        DataType number = number(text);
        if (number != null) {
            return number;
        }
        if (format.prefersDate() && times.isDate(text)) {
            return DataType.DATE;
        }
        if (times.timestamp(text) != null) {
            return DataType.TIMESTAMP;
        }
        boolean truth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        return truth ? DataType.BOOLEAN : DataType.STRING;
    }

    private static @Nullable DataType number(String text) {
        try {
            if (text.matches("[-+]?\\d+")) {
                BigInteger whole = new BigInteger(text);
                int digits = new BigDecimal(whole).precision();
                return whole.bitLength() <= INT_BITS ? DataType.INT : whole.bitLength() <= LONG_BITS ? DataType.BIGINT
                        : digits <= DataType.DecimalType.MAX_PRECISION ? DataType.decimal(digits, 0) : DataType.DOUBLE;
            }
            Double.parseDouble(text);
            return text.matches(".*[dDfF]") ? null : DataType.DOUBLE;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
