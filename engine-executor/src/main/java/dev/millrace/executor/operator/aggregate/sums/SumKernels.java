package dev.millrace.executor.operator.aggregate.sums;

/**
 * The loops that add rows to groups. Group -1, the rows that do not count, has cells of its own at the front.
 *
 * <p>The cells of a batch, for few groups, are {@code cells[8 * (g + 1) + c]}: cell 0 counts the rows, up to five columns follow. With
 * offsets that the
 * compiler knows, five columns cost less than two with others, and the additions of one row overlap. The cells of all groups have any
 * stride.
 */
final class SumKernels {

    /** Columns of one loop over a batch. */
    static final int BATCH_COLUMNS = 5;
    /** The cells of a group in a batch are {@code 1 << BATCH_SHIFT}. */
    static final int BATCH_SHIFT = 3;

    private SumKernels() {}

    static void addBatch(int[] groups, int length, long[] cells) {
        for (int i = 0; i < length; i++) {
            cells[(groups[i] + 1) << BATCH_SHIFT]++;
        }
    }

    static void addBatch(int[] groups, int length, long[] cells, long[] a) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) << BATCH_SHIFT;
            cells[at]++;
            cells[at + 1] += a[i];
        }
    }

    static void addBatch(int[] groups, int length, long[] cells, long[] a, long[] b) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) << BATCH_SHIFT;
            cells[at]++;
            cells[at + 1] += a[i];
            cells[at + 2] += b[i];
        }
    }

    static void addBatch(int[] groups, int length, long[] cells, long[] a, long[] b, long[] c) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) << BATCH_SHIFT;
            cells[at]++;
            cells[at + 1] += a[i];
            cells[at + 2] += b[i];
            cells[at + 3] += c[i];
        }
    }

    static void addBatch(int[] groups, int length, long[] cells, long[] a, long[] b, long[] c, long[] d) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) << BATCH_SHIFT;
            cells[at]++;
            cells[at + 1] += a[i];
            cells[at + 2] += b[i];
            cells[at + 3] += c[i];
            cells[at + 4] += d[i];
        }
    }

    static void addBatch(int[] groups, int length, long[] cells, long[] a, long[] b, long[] c, long[] d, long[] e) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) << BATCH_SHIFT;
            cells[at]++;
            cells[at + 1] += a[i];
            cells[at + 2] += b[i];
            cells[at + 3] += c[i];
            cells[at + 4] += d[i];
            cells[at + 5] += e[i];
        }
    }

    /** Adds one column, and {@code one} to cell 0. */
    static void add(int[] groups, int length, long[] cells, int stride, int one, long[] values, int cell) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            cells[at + cell] += values[i];
        }
    }

    static void count(int[] groups, int length, long[] cells, int stride) {
        for (int i = 0; i < length; i++) {
            cells[(groups[i] + 1) * stride]++;
        }
    }

    /** Adds a column to cells of its own. */
    static void add(int[] groups, int length, long[] cells, long[] values) {
        for (int i = 0; i < length; i++) {
            cells[groups[i] + 1] += values[i];
        }
    }

    /** Adds one column to 128-bit cells (low word, then high), and {@code one} to cell 0. */
    static void addWide(int[] groups, int length, long[] cells, int stride, int one, long[] values, int cell) {
        for (int i = 0; i < length; i++) {
            int at = (groups[i] + 1) * stride;
            cells[at] += one;
            long value = values[i];
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

    static long sum(long[] values, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += values[i];
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

    /** Copies the low words of 128-bit values and gives their {@link #magnitudes}; negative when one is no long. */
    static long narrow(long[] words, int length, long[] low) {
        long lowBits = 0;
        long highBits = 0;
        for (int i = 0; i < length; i++) {
            long word = words[2 * i];
            low[i] = word;
            lowBits |= word;
            highBits |= words[2 * i + 1];
        }
        return highBits == 0 && lowBits >= 0 ? lowBits : signedMagnitudes(words, length);
    }

    private static long signedMagnitudes(long[] words, int length) {
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
}
