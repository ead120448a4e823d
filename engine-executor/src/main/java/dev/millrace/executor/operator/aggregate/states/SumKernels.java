package dev.millrace.executor.operator.aggregate.states;

/**
 * The loops that add rows to groups. A group's cells are adjacent: cell {@code c} of group {@code g} is {@code cells[(g + 1) * stride + c]}; group -1, the
 * rows that do not count, has cells of its own at the front. Several columns go through one loop, so that the additions of one row overlap.
 *
 * <p>A column is an array of longs with a shift: row {@code i} is {@code values[i << shift]}, with shift 1 for the low words of 128-bit values.
 */
final class SumKernels {

    private SumKernels() {
    }

    static void count(int[] groups, int length, long[] cells, int stride) {
        for (int i = 0; i < length; i++) {
            cells[(groups[i] + 1) * stride]++;
        }
    }

    /** Adds one column, and {@code one} to cell 0. */
    static void add(int[] groups, int length, long[] cells, int stride, int one, LongColumn a) {
        long[] valuesA = a.values();
        int shiftA = a.shift();
        int cellA = a.cell();
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            cells[at + cellA] += valuesA[i << shiftA];
        }
    }

    static void add(int[] groups, int length, long[] cells, int stride, int one, LongColumn a, LongColumn b) {
        long[] valuesA = a.values();
        long[] valuesB = b.values();
        int shiftA = a.shift();
        int shiftB = b.shift();
        int cellA = a.cell();
        int cellB = b.cell();
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            cells[at + cellA] += valuesA[i << shiftA];
            cells[at + cellB] += valuesB[i << shiftB];
        }
    }

    static void add(int[] groups, int length, long[] cells, int stride, int one, LongColumn a, LongColumn b, LongColumn c, LongColumn d) {
        long[] valuesA = a.values();
        long[] valuesB = b.values();
        long[] valuesC = c.values();
        long[] valuesD = d.values();
        int shiftA = a.shift();
        int shiftB = b.shift();
        int shiftC = c.shift();
        int shiftD = d.shift();
        int cellA = a.cell();
        int cellB = b.cell();
        int cellC = c.cell();
        int cellD = d.cell();
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            cells[at + cellA] += valuesA[i << shiftA];
            cells[at + cellB] += valuesB[i << shiftB];
            cells[at + cellC] += valuesC[i << shiftC];
            cells[at + cellD] += valuesD[i << shiftD];
        }
    }

    /** Adds one column to 128-bit cells (low word, then high), and {@code one} to cell 0. */
    static void addWide(int[] groups, int length, long[] cells, int stride, int one, long[] values, int shift, int cell) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            long value = values[i << shift];
            long sum = cells[at + cell] + value;
            cells[at + cell] = sum;
            cells[at + cell + 1] += (value >> 63) + carry(sum, value);
        }
    }

    /** Adds 128-bit values; returns the first row whose sum does not fit, or -1. */
    static int addWideWords(int[] groups, int from, int length, long[] cells, int stride, long[] words, int cell) {
        for (int i = from; i < length; i++) {
            int at = (groups[i] + 1) * stride + cell;
            long value = words[2 * i];
            long high = words[2 * i + 1];
            long sum = cells[at] + value;
            long before = cells[at + 1];
            long after = before + high + carry(sum, value);
            cells[at] = sum;
            cells[at + 1] = after;
            if (((before ^ after) & (high ^ after)) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Carry out of an addition that gave {@code sum} with {@code value} as one of the terms. */
    static long carry(long sum, long value) {
        return Long.compareUnsigned(sum, value) < 0 ? 1 : 0;
    }

    static void add(int[] groups, int length, double[] cells, int stride, double[] a, int cellA) {
        for (int i = 0; i < length; i++) {
            cells[(groups[i] + 1) * stride + cellA] += a[i];
        }
    }

    static void add(int[] groups, int length, double[] cells, int stride, double[] a, int cellA, double[] b, int cellB) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at + cellA] += a[i];
            cells[at + cellB] += b[i];
        }
    }

    static long sum(long[] values, int shift, int length) {
        long sum = 0;
        if (shift == 0) {
            for (int i = 0; i < length; i++) {
                sum += values[i];
            }
        } else {
            for (int i = 0; i < length; i++) {
                sum += values[i << shift];
            }
        }
        return sum;
    }

    static double sum(double[] values, int length) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            first += values[i];
            second += values[i + 1];
            third += values[i + 2];
            fourth += values[i + 3];
        }
        for (; i < length; i++) {
            first += values[i];
        }
        return first + second + (third + fourth);
    }

    /** Bits that any of the values needs, its sign left out: all magnitudes are at most this. */
    static long magnitudes(long[] values, int length) {
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= values[i] ^ values[i] >> 63;
        }
        return bits;
    }

    /** As {@link #magnitudes} for 128-bit values; negative when one is no long. */
    static long wideMagnitudes(long[] words, int length) {
        long bits = 0;
        long wide = 0;
        for (int i = 0; i < length; i++) {
            long low = words[2 * i];
            long sign = low >> 63;
            bits |= low ^ sign;
            wide |= words[2 * i + 1] ^ sign;
        }
        return wide == 0 ? bits : -1;
    }

    /** One column of a loop: values, how to reach row {@code i}, the cell that it is added to, whether that cell has a high word. */
    record LongColumn(long[] values, int shift, int cell, boolean wide) {
    }
}
