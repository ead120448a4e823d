package dev.millrace.columnar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Validity bitmaps: one bit a row, set when the row is not null; a null bitmap means that every row is valid. */
public final class Validity {

    private Validity() {}

    /** Words for this many rows. */
    public static int words(int rows) {
        return (rows + 63) >> 6;
    }

    /** All rows valid. */
    public static long[] allValid(int rows) {
        long[] bits = new long[words(rows)];
        Arrays.fill(bits, -1L);
        return bits;
    }

    public static boolean isValid(long @Nullable [] bits, int row) {
        return bits == null || (bits[row >> 6] >>> row & 1) != 0;
    }

    public static void setNull(long[] bits, int row) {
        bits[row >> 6] &= ~(1L << row);
    }

    public static void setValid(long[] bits, int row) {
        bits[row >> 6] |= 1L << row;
    }

    /** Rows that are valid in both; shares an argument where it can. */
    public static long @Nullable [] and(long @Nullable [] left, long @Nullable [] right, int rows) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        long[] both = new long[words(rows)];
        for (int i = 0; i < both.length; i++) {
            both[i] = left[i] & right[i];
        }
        return both;
    }

    /** Valid rows among the first {@code rows}. */
    public static int countValid(long @Nullable [] bits, int rows) {
        if (bits == null) {
            return rows;
        }
        int count = 0;
        int whole = rows >> 6;
        for (int i = 0; i < whole; i++) {
            count += Long.bitCount(bits[i]);
        }
        return (rows & 63) == 0 ? count : count + Long.bitCount(bits[whole] & (1L << rows) - 1);
    }

    /** {@code count} bits from {@code from} on with zeros behind them, or null when all of those are valid. */
    public static long @Nullable [] slice(long @Nullable [] bits, int from, int count) {
        if (bits == null) {
            return null;
        }
        long[] slice = new long[words(count)];
        int first = from >> 6;
        int shift = from & 63;
        for (int i = 0; i < slice.length; i++) {
            long low = bits[first + i] >>> shift;
            boolean more = shift != 0 && first + i + 1 < bits.length;
            slice[i] = more ? low | bits[first + i + 1] << -shift : low;
        }
        if ((count & 63) != 0) {
            slice[slice.length - 1] &= (1L << count) - 1;
        }
        return countValid(slice, count) == count ? null : slice;
    }

    /** The bits of the given rows, or null when all of those are valid. */
    public static long @Nullable [] gather(long @Nullable [] bits, int[] rows, int count) {
        if (bits == null) {
            return null;
        }
        long[] gathered = new long[words(count)];
        int valid = 0;
        for (int i = 0; i < count; i++) {
            long bit = bits[rows[i] >> 6] >>> rows[i] & 1;
            gathered[i >> 6] |= bit << i;
            valid += (int) bit;
        }
        return valid == count ? null : gathered;
    }
}
