package dev.millrace.files.parquet.read;

import java.util.Arrays;

/** Ascending, disjoint ranges of rows of one row group that may hold a wanted row. */
record RowRanges(long[] starts, long[] ends) {
    static final RowRanges NONE = new RowRanges(new long[0], new long[0]);

    /** All {@code rows} rows. */
    static RowRanges all(long rows) {
        return rows == 0 ? NONE : new RowRanges(new long[] {0}, new long[] {rows});
    }

    boolean isEmpty() {
        return starts.length == 0;
    }

    /** The first wanted row from {@code row} on, or -1. */
    long next(long row) {
        for (int i = 0; i < starts.length; i++) {
            if (row < ends[i]) {
                return Math.max(row, starts[i]);
            }
        }
        return -1;
    }

    /** The end of the range that {@code row} is in. */
    long end(long row) {
        for (int i = 0; i < starts.length; i++) {
            if (row < ends[i]) {
                return ends[i];
            }
        }
        throw new IllegalArgumentException("row " + row + " is in no range");
    }

    /** Rows in both. */
    RowRanges and(RowRanges other) {
        long[] bothStarts = new long[starts.length + other.starts.length];
        long[] bothEnds = new long[bothStarts.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < starts.length && j < other.starts.length) {
            long start = Math.max(starts[i], other.starts[j]);
            long end = Math.min(ends[i], other.ends[j]);
            if (start < end) {
                bothStarts[count] = start;
                bothEnds[count++] = end;
            }
            if (ends[i] < other.ends[j]) {
                i++;
            } else {
                j++;
            }
        }
        return new RowRanges(Arrays.copyOf(bothStarts, count), Arrays.copyOf(bothEnds, count));
    }

    /** Collects ranges in ascending order; neighbours become one. */
    static final class Builder {
        private long[] starts = new long[16];
        private long[] ends = new long[16];
        private int count;

        void add(long start, long end) {
            if (count > 0 && ends[count - 1] == start) {
                ends[count - 1] = end;
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            starts[count] = start;
            ends[count++] = end;
        }

        RowRanges build() {
            return new RowRanges(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
