package dev.millrace.executor.kernel.compare;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Loops that compare two columns row by row: equal, or less; {@code flip} 1 turns the answer around. They write 1 or 0. */
final class CompareLoops {

    private CompareLoops() {}

    static void equal(long[] left, long[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] == right[i] ? 1 : 0) ^ flip);
        }
    }

    static void less(long[] left, long[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] < right[i] ? 1 : 0) ^ flip);
        }
    }

    static void equal(int[] left, int[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] == right[i] ? 1 : 0) ^ flip);
        }
    }

    static void less(int[] left, int[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] < right[i] ? 1 : 0) ^ flip);
        }
    }

    static void equal(byte[] left, byte[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] == right[i] ? 1 : 0) ^ flip);
        }
    }

    static void less(byte[] left, byte[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((left[i] < right[i] ? 1 : 0) ^ flip);
        }
    }

    /** Selects where both sides are equal: {@code i}, or {@code rows[i]} when rows are given. */
    static int selectEqual(long[] left, long[] right, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            out[kept] = rows == null ? i : rows[i];
            kept += (left[i] == right[i] ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int selectLess(long[] left, long[] right, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            out[kept] = rows == null ? i : rows[i];
            kept += (left[i] < right[i] ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int selectEqual(int[] left, int[] right, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            out[kept] = rows == null ? i : rows[i];
            kept += (left[i] == right[i] ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int selectLess(int[] left, int[] right, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            out[kept] = rows == null ? i : rows[i];
            kept += (left[i] < right[i] ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static void equal(double[] left, double[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            double a = left[i];
            double b = right[i];
            out[i] = (byte) (((a == b ? 1 : 0) | (a != a ? 1 : 0) & (b != b ? 1 : 0)) ^ flip);
        }
    }

    /** NaN is not less than anything, and everything else is less than NaN. */
    static void less(double[] left, double[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            double a = left[i];
            double b = right[i];
            out[i] = (byte) (((a < b ? 1 : 0) | (a == a ? 1 : 0) & (b != b ? 1 : 0)) ^ flip);
        }
    }

    static void equalWords(long[] left, long[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            long difference = left[2 * i] ^ right[2 * i] | left[2 * i + 1] ^ right[2 * i + 1];
            out[i] = (byte) ((difference == 0 ? 1 : 0) ^ flip);
        }
    }

    static void lessWords(long[] left, long[] right, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((RowOrder.words(left, i, right, i) < 0 ? 1 : 0) ^ flip);
        }
    }

    /** @param rightStep 1, or 0 when row 0 of the right side stands for all */
    static void equal(BytesVector left, BytesVector right, int rightStep, int flip, byte[] out, @Nullable Selection rows, int length) {
        byte[] data = left.data();
        byte[] other = right.data();
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            int size = left.lengths()[row];
            boolean same = size == right.lengths()[row * rightStep];
            if (same) {
                int from = left.starts()[row];
                int otherFrom = right.starts()[row * rightStep];
                same = Arrays.equals(data, from, from + size, other, otherFrom, otherFrom + size);
            }
            out[row] = (byte) ((same ? 1 : 0) ^ flip);
        }
    }

    /** @param sign 1 for left before right, -1 for left after right; {@code rightStep} as in {@link #equal} */
    static void ordered(BytesVector left, BytesVector right, int rightStep, int sign, int flip, byte[] out, @Nullable Selection rows,
            int length) {
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            out[row] = (byte) ((RowOrder.bytes(left, row, right, row * rightStep) * sign < 0 ? 1 : 0) ^ flip);
        }
    }

    /** Nested values; rows that are null on either side are left out. */
    static void ordered(Vector left, Vector right, boolean equal, int flip, byte[] out, @Nullable Selection rows, int length,
            long @Nullable [] valid) {
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(valid, row)) {
                int order = RowOrder.compareValues(left, row, right, row);
                out[row] = (byte) ((equal ? order == 0 : order < 0) ? 1 ^ flip : flip);
            }
        }
    }
}
