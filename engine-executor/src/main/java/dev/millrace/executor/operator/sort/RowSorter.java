package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Vector;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import java.util.List;

/**
 * Sorts row ids by packed keys: least-significant-digit radix sort, eight bits a pass, then a merge sort of each run of rows whose packed
 * keys are equal but do not hold everything. Stable.
 */
final class RowSorter {

    private static final int DIGIT_BITS = 8;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int SMALL = 48;

    /** Bytes that sorting takes a row, beside the rows themselves. */
    static final int BYTES_PER_ROW = 24;

    private long[] words;
    private int[] rows;
    private long[] otherWords;
    private int[] otherRows;

    private RowSorter(long[] words) {
        this.words = words;
        this.rows = new int[words.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        this.otherWords = new long[words.length];
        this.otherRows = new int[words.length];
    }

    /**
     * The first {@code count} row ids in the order of the keys.
     *
     * @param keys flat vectors of at least {@code count} rows
     */
    static int[] sort(RowOrder order, List<Vector> keys, int count) {
        PackedKeys.Packed packed = PackedKeys.pack(order, keys, count);
        RowSorter sorter = new RowSorter(packed.words());
        if (count <= SMALL) {
            sorter.insertionSort();
        } else {
            sorter.radixSort(packed.bits());
        }
        if (packed.exact() < keys.size()) {
            RowOrder rest = new RowOrder(order.keys().subList(packed.exact(), keys.size()));
            List<Vector> restKeys = keys.subList(packed.exact(), keys.size());
            sorter.sortTies(rest.comparator(restKeys, restKeys));
        }
        return sorter.rows;
    }

    private void insertionSort() {
        for (int i = 1; i < rows.length; i++) {
            long word = words[i];
            int row = rows[i];
            int to = i;
            while (to > 0 && Long.compareUnsigned(words[to - 1], word) > 0) {
                words[to] = words[to - 1];
                rows[to] = rows[to - 1];
                to--;
            }
            words[to] = word;
            rows[to] = row;
        }
    }

    private void radixSort(int bits) {
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            int[] ends = new int[BUCKETS];
            for (long word : words) {
                ends[(int) (word >>> shift) & BUCKETS - 1]++;
            }
            if (ends[(int) (words[0] >>> shift) & BUCKETS - 1] == words.length) {
                continue;
            }
            int start = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int size = ends[bucket];
                ends[bucket] = start;
                start += size;
            }
            scatter(shift, ends);
        }
    }

    private void scatter(int shift, int[] next) {
        long[] fromWords = words;
        int[] fromRows = rows;
        long[] toWords = otherWords;
        int[] toRows = otherRows;
        for (int i = 0; i < fromWords.length; i++) {
            long word = fromWords[i];
            int to = next[(int) (word >>> shift) & BUCKETS - 1]++;
            toWords[to] = word;
            toRows[to] = fromRows[i];
        }
        words = toWords;
        rows = toRows;
        otherWords = fromWords;
        otherRows = fromRows;
    }

    private void sortTies(RowComparator comparator) {
        int from = 0;
        while (from < rows.length) {
            int to = from + 1;
            while (to < rows.length && words[to] == words[from]) {
                to++;
            }
            if (to - from > 1) {
                mergeSort(from, to, comparator);
            }
            from = to;
        }
    }

    private void mergeSort(int from, int to, RowComparator comparator) {
        if (to - from <= 8) {
            for (int i = from + 1; i < to; i++) {
                int row = rows[i];
                int at = i;
                while (at > from && comparator.compare(rows[at - 1], row) > 0) {
                    rows[at] = rows[at - 1];
                    at--;
                }
                rows[at] = row;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(from, middle, comparator);
        mergeSort(middle, to, comparator);
        if (comparator.compare(rows[middle - 1], rows[middle]) <= 0) {
            return;
        }
        System.arraycopy(rows, from, otherRows, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            rows[at++] = comparator.compare(otherRows[left], rows[right]) <= 0 ? otherRows[left++] : rows[right++];
        }
        System.arraycopy(otherRows, left, rows, at, middle - left);
    }
}
