package dev.millrace.executor.kernel.compare;

import org.jspecify.annotations.Nullable;

/**
 * Loops that ask of each value whether it lies within {@code [min, max]}; {@code flip} 1 turns the answer around. A range of integers
 * needs one comparison: a value below {@code min} wraps around to one that is too large.
 */
final class RangeLoops {

    private RangeLoops() {}

    static void mark(long[] values, long min, long max, int flip, byte[] out, int length) {
        long shift = min + Long.MIN_VALUE;
        long width = max - min + Long.MIN_VALUE;
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((values[i] - shift <= width ? 1 : 0) ^ flip);
        }
    }

    static void mark(int[] values, int min, int max, int flip, byte[] out, int length) {
        int shift = min + Integer.MIN_VALUE;
        int width = max - min + Integer.MIN_VALUE;
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((values[i] - shift <= width ? 1 : 0) ^ flip);
        }
    }

    static void mark(double[] values, double min, double max, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((values[i] >= min ? 1 : 0) & (values[i] <= max ? 1 : 0) ^ flip);
        }
    }

    static void mark(byte[] values, long min, long max, int flip, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = (byte) ((values[i] >= min ? 1 : 0) & (values[i] <= max ? 1 : 0) ^ flip);
        }
    }

    static int select(long[] values, long min, long max, int flip, int length, int[] out) {
        long shift = min + Long.MIN_VALUE;
        long width = max - min + Long.MIN_VALUE;
        int kept = 0;
        for (int i = 0; i < length; i++) {
            out[kept] = i;
            kept += (values[i] - shift <= width ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int refine(long[] values, long min, long max, int flip, int[] rows, int count, int[] out) {
        long shift = min + Long.MIN_VALUE;
        long width = max - min + Long.MIN_VALUE;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[kept] = row;
            kept += (values[row] - shift <= width ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int select(int[] values, int min, int max, int flip, int length, int[] out) {
        int shift = min + Integer.MIN_VALUE;
        int width = max - min + Integer.MIN_VALUE;
        int kept = 0;
        for (int i = 0; i < length; i++) {
            out[kept] = i;
            kept += (values[i] - shift <= width ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int refine(int[] values, int min, int max, int flip, int[] rows, int count, int[] out) {
        int shift = min + Integer.MIN_VALUE;
        int width = max - min + Integer.MIN_VALUE;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[kept] = row;
            kept += (values[row] - shift <= width ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int select(double[] values, double min, double max, int flip, int length, int[] out) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            out[kept] = i;
            kept += (values[i] >= min ? 1 : 0) & (values[i] <= max ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int refine(double[] values, double min, double max, int flip, int[] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[kept] = row;
            kept += (values[row] >= min ? 1 : 0) & (values[row] <= max ? 1 : 0) ^ flip;
        }
        return kept;
    }

    static int select(byte[] values, long min, long max, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            out[kept] = row;
            kept += (values[row] >= min ? 1 : 0) & (values[row] <= max ? 1 : 0) ^ flip;
        }
        return kept;
    }
}
