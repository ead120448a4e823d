package dev.millrace.files.parquet.prune;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one column's values in a row group or page. Bounds have the class of a {@code Literal} of the column's
 * storage, but text and binary are {@code byte[]}: a bound may be cut off inside a character.
 *
 * @param min   not larger than any value, or null when not known
 * @param max   not smaller than any value that is a number, or null when not known
 * @param nans  whether NaN, which is larger than every number, may be there and is not covered by {@code max}
 * @param nulls number of nulls, -1 when not known
 * @param rows  number of values, nulls included
 */
public record ColumnBounds(@Nullable Object min, @Nullable Object max, boolean nans, long nulls, long rows) {

    /** A column of which nothing but its length is known. */
    public static ColumnBounds unknown(long rows) {
        return new ColumnBounds(null, null, true, -1, rows);
    }

    /** A column that is null in every row. */
    public static ColumnBounds allNull(long rows) {
        return new ColumnBounds(null, null, false, rows, rows);
    }

    /** A column that has one value, in {@code Literal} form, in every row. */
    public static ColumnBounds constant(@Nullable Object value, long rows) {
        Object bound = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value;
        boolean nan = bound instanceof Double number && number.isNaN();
        return bound == null ? allNull(rows) : new ColumnBounds(nan ? null : bound, nan ? null : bound, nan, 0, rows);
    }

    boolean hasOnlyNulls() {
        return nulls == rows;
    }

    /** Compares two values of one storage; numbers by value, bytes unsigned. */
    public static int compare(Object left, Object right) {
        if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
            return Arrays.compareUnsigned(leftBytes, rightBytes);
        }
        if (left instanceof Double || right instanceof Double) {
            double leftNumber = ((Number) left).doubleValue();
            double rightNumber = ((Number) right).doubleValue();
            // not Double.compare: -0.0 equals 0.0, as the engine compares
            return leftNumber < rightNumber ? -1 : leftNumber > rightNumber ? 1 : leftNumber == rightNumber ? 0
                    : Double.compare(leftNumber, rightNumber);
        }
        if (left instanceof Boolean leftBoolean && right instanceof Boolean rightBoolean) {
            return Boolean.compare(leftBoolean, rightBoolean);
        }
        if (left instanceof BigInteger || right instanceof BigInteger) {
            return integer(left).compareTo(integer(right));
        }
        return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    }

    private static BigInteger integer(Object number) {
        return number instanceof BigInteger integer ? integer : BigInteger.valueOf(((Number) number).longValue());
    }
}
