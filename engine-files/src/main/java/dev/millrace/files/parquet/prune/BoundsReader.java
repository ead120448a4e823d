package dev.millrace.files.parquet.prune;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.bytes.LittleEndian;
import dev.millrace.files.parquet.page.ChunkStatistics;
import dev.millrace.files.parquet.page.ColumnOrder;
import dev.millrace.files.parquet.schema.Conversion;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads statistics, believing only what the format's rules allow: {@code min_value} and {@code max_value} in the order of the
 * column's type; the deprecated {@code min} and {@code max}, which writers compared as signed, for signed numbers only.
 */
public final class BoundsReader {
    private BoundsReader() {}

    /** Bounds from a chunk's statistics. */
    public static ColumnBounds of(ChunkStatistics statistics, ParquetColumn.Leaf column, List<ColumnOrder> orders, long rows) {
        if (column.repetition() > 0) {
            return ColumnBounds.unknown(rows);
        }
        long nulls = statistics.nulls() <= rows ? statistics.nulls() : -1;
        byte[] min = null;
        byte[] max = null;
        if (inTypeOrder(column, orders)) {
            min = statistics.min();
            max = statistics.max();
        }
        if (min == null && max == null && isSignedNumber(column)) {
            min = statistics.oldMin();
            max = statistics.oldMax();
        }
        boolean nans = isFloating(column) && statistics.nans() != 0;
        return of(column, min, max, nans, nulls, rows);
    }

    /** Bounds from stored bytes, of a page or a chunk; bytes that are no value of the type mean "not known". */
    public static ColumnBounds of(ParquetColumn.Leaf column, byte @Nullable [] min, byte @Nullable [] max, boolean nans, long nulls,
            long rows) {
        Object low = min == null ? null : value(column, min);
        Object high = max == null ? null : value(column, max);
        if (isNan(low) || isNan(high) || low != null && high != null && ColumnBounds.compare(low, high) > 0) {
            low = null;
            high = null;
        }
        return new ColumnBounds(low, high, nans, nulls, rows);
    }

    /** Whether NaN may occur. */
    public static boolean isFloating(ParquetColumn.Leaf column) {
        return column.physical() == Type.FLOAT || column.physical() == Type.DOUBLE || column.conversion() == Conversion.FLOAT_16;
    }

    private static boolean isNan(@Nullable Object value) {
        return value instanceof Double number && number.isNaN();
    }

    /** Whether {@code min_value} and {@code max_value} are in the order in which the engine compares. */
    public static boolean inTypeOrder(ParquetColumn.Leaf column, List<ColumnOrder> orders) {
        if (column.physical() == Type.INT96 || column.conversion() == Conversion.BIG_ENDIAN_TO_DOUBLE) {
            return false;
        }
        if (orders.isEmpty()) {
            return true;
        }
        ColumnOrder order = orders.get(column.column());
        return order == ColumnOrder.BY_TYPE || order == ColumnOrder.IEEE_754_TOTAL && isFloating(column);
    }

    private static boolean isSignedNumber(ParquetColumn.Leaf column) {
        return switch (column.physical()) {
            case INT32, INT64 -> switch (column.conversion()) {
                case UNSIGNED_8, UNSIGNED_16, UNSIGNED_32, UNSIGNED_64 -> false;
                case NONE, SIGNED_8, SIGNED_16, MILLIS_TO_MICROS, NANOS_TO_MICROS, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE, FLOAT_16 ->
                        true;
            };
            case FLOAT, DOUBLE, BOOLEAN -> true;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    private static @Nullable Object value(ParquetColumn.Leaf column, byte[] bytes) {
        try {
            return switch (column.physical()) {
                case BOOLEAN -> bytes.length == 1 ? bytes[0] != 0 : null;
                case INT32 -> bytes.length == Integer.BYTES ? integer(column, LittleEndian.intAt(bytes, 0)) : null;
                case INT64 -> bytes.length == Long.BYTES ? longValue(column, LittleEndian.longAt(bytes, 0)) : null;
                case FLOAT -> bytes.length == Float.BYTES ? (Object) (double) Float.intBitsToFloat(LittleEndian.intAt(bytes, 0)) : null;
                case DOUBLE -> bytes.length == Double.BYTES ? (Object) Double.longBitsToDouble(LittleEndian.longAt(bytes, 0)) : null;
                case INT96 -> null;
                case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> binary(column, bytes);
            };
        } catch (CorruptDataException | ArithmeticException e) {
            // a statistic that does not fit its type says nothing
            return null;
        }
    }

    private static @Nullable Object integer(ParquetColumn.Leaf column, int value) {
        long number = switch (column.conversion()) {
            case UNSIGNED_8, UNSIGNED_16, UNSIGNED_32 -> Integer.toUnsignedLong(value);
            case NONE, SIGNED_8, SIGNED_16, UNSIGNED_64, MILLIS_TO_MICROS, NANOS_TO_MICROS, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE,
                    FLOAT_16 -> value;
        };
        return switch (column.type().storage()) {
            case INT -> (Object) Math.toIntExact(number);
            case LONG -> (Object) number;
            case DOUBLE -> (Object) (double) number;
            case DECIMAL128 -> BigInteger.valueOf(number);
            case BOOLEAN, BYTES, LIST, MAP, STRUCT, NULL -> null;
        };
    }

    private static @Nullable Object longValue(ParquetColumn.Leaf column, long value) {
        return switch (column.conversion()) {
            case MILLIS_TO_MICROS -> Math.multiplyExact(value, 1000L);
            case NANOS_TO_MICROS -> Math.floorDiv(value, 1000L);
            case UNSIGNED_64 -> new BigInteger(Long.toUnsignedString(value));
            case NONE, SIGNED_8, SIGNED_16, UNSIGNED_8, UNSIGNED_16, UNSIGNED_32, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE, FLOAT_16 ->
                    column.type().storage() == dev.millrace.types.Storage.DECIMAL128 ? (Object) BigInteger.valueOf(value) : (Object) value;
        };
    }

    private static @Nullable Object binary(ParquetColumn.Leaf column, byte[] bytes) {
        return switch (column.conversion()) {
            case FLOAT_16 -> bytes.length == 2 ? (Object) (double) Float.float16ToFloat((short) LittleEndian.shortAt(bytes, 0)) : null;
            case BIG_ENDIAN_DECIMAL -> decimal(column, bytes);
            case NONE, SIGNED_8, SIGNED_16, UNSIGNED_8, UNSIGNED_16, UNSIGNED_32, UNSIGNED_64, MILLIS_TO_MICROS, NANOS_TO_MICROS,
                    BIG_ENDIAN_TO_DOUBLE ->
                    column.type() instanceof DataType.StringType || column.type() instanceof DataType.BinaryType ? bytes : null;
        };
    }

    private static @Nullable Object decimal(ParquetColumn.Leaf column, byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        BigInteger value = new BigInteger(bytes);
        return column.type().storage() == dev.millrace.types.Storage.LONG ? (Object) value.longValueExact() : value;
    }
}
