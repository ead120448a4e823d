package dev.millrace.files.csv;

import dev.millrace.files.values.MomentPattern;
import dev.millrace.files.values.ValueParser;
import dev.millrace.types.DataType;
import dev.millrace.types.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The narrowest type of each column that all its texts so far fit, in Spark's order: INT, BIGINT, DECIMAL for longer whole numbers,
 * DOUBLE, DATE, TIMESTAMP, BOOLEAN, STRING. A column of nulls is STRING.
 */
final class CsvTypes {

    private final CsvOptions options;
    private final ValueParser parser;
    private final DataType[] types;
    private final byte[] nullText;

    CsvTypes(int columns, CsvOptions options) {
        this.options = options;
        this.parser = new ValueParser(options.zone());
        this.types = new DataType[columns];
        Arrays.fill(types, DataType.NULL);
        this.nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
    }

    DataType type(int column) {
        return types[column] instanceof DataType.NullType ? DataType.STRING : types[column];
    }

    void add(CsvFields fields) {
        int count = Math.min(types.length, fields.count());
        for (int i = 0; i < count; i++) {
            if (types[i] instanceof DataType.StringType) {
                continue;
            }
            byte[] bytes = fields.bytes(i);
            int from = fields.from(i);
            int to = fields.to(i);
            if (from < to && !Arrays.equals(bytes, from, to, nullText, 0, nullText.length)) {
                types[i] = merged(types[i], bytes, from, to);
            }
        }
    }

    private DataType merged(DataType before, byte[] bytes, int from, int to) {
        DataType found = found(before, bytes, from, to);
        if (found.equals(before) || before instanceof DataType.NullType) {
            return found;
        }
        if (before.isNumeric() && found.isNumeric()) {
            return found instanceof DataType.DoubleType || before instanceof DataType.DoubleType ? DataType.DOUBLE
                    : found instanceof DataType.DecimalType || before instanceof DataType.DecimalType
                            ? Decimals.widest(Decimals.ofIntegral(before), Decimals.ofIntegral(found))
                            : DataType.BIGINT;
        }
        boolean moments = before instanceof DataType.DateType && found instanceof DataType.TimestampType;
        return moments ? found : DataType.STRING;
    }

    /** The first type that the text fits, not narrower than what the column is known to need. */
    private DataType found(DataType before, byte[] bytes, int from, int to) {
        int least = rank(before);
        if (least <= 0 && parser.readInt(bytes, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return DataType.INT;
        }
        if (least <= 1 && parser.readLong(bytes, from, to)) {
            return DataType.BIGINT;
        }
        if (least <= 2 && to - from > 18 && to - from < 60 && isWhole(bytes, from, to)) {
            int precision = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.UTF_8)).precision();
            return precision <= DataType.DecimalType.MAX_PRECISION ? DataType.decimal(precision, 0) : DataType.DOUBLE;
        }
        if (least <= 3 && (parser.readDouble(bytes, from, to) || isNamedDouble(bytes, from, to))) {
            return DataType.DOUBLE;
        }
        if (least <= 4 && options.preferDate() && isWholeDate(bytes, from, to)) {
            return DataType.DATE;
        }
        if (least <= 5 && isTimestamp(bytes, from, to)) {
            return DataType.TIMESTAMP;
        }
        return parser.readBoolean(bytes, from, to) ? DataType.BOOLEAN : DataType.STRING;
    }

    private static int rank(DataType type) {
        return switch (type) {
            case DataType.NullType _, DataType.IntType _ -> 0;
            case DataType.LongType _ -> 1;
            case DataType.DecimalType _ -> 2;
            case DataType.DoubleType _ -> 3;
            case DataType.DateType _ -> 4;
            case DataType.TimestampType _ -> 5;
            case DataType.BooleanType _, DataType.StringType _ -> 6;
            case DataType.ByteType _, DataType.ShortType _, DataType.FloatType _, DataType.BinaryType _,
                    DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _,
                    DataType.ArrayType _, DataType.MapType _, DataType.StructType _ ->
                    throw new IllegalStateException("never inferred: " + type.sql());
        };
    }

    private static boolean isWhole(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean sign = i == from && (bytes[i] == '-' || bytes[i] == '+');
            if (!sign && (bytes[i] < '0' || bytes[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    private boolean isNamedDouble(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.equals(options.nanText()) || text.equals(options.infinityText()) || text.equals(options.minusInfinityText());
    }

    private boolean isWholeDate(byte[] bytes, int from, int to) {
        MomentPattern pattern = options.patterns().date();
        return pattern != null ? pattern.readDate(bytes, from, to, parser) : to - from <= 10 && parser.readDate(bytes, from, to);
    }

    private boolean isTimestamp(byte[] bytes, int from, int to) {
        MomentPattern pattern = options.patterns().timestamp();
        return pattern != null ? pattern.readTimestamp(bytes, from, to, parser) : parser.readTimestamp(bytes, from, to);
    }
}
