package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Which rows of the build side have met a partner, and, in the end, the rows that have or have not. */
final class BuildTail {

    private final long[] met;
    private final int rows;
    private int next;
    private final int[] found = new int[Batch.ROWS];

    BuildTail(int rows) {
        this(rows, new BitSet());
    }

    /** @param before rows that have met a partner already */
    BuildTail(int rows, BitSet before) {
        this.rows = rows;
        this.met = Arrays.copyOf(before.toLongArray(), (rows + 63) >> 6);
    }

    boolean isMet(int row) {
        return (met[row >> 6] >>> row & 1) != 0;
    }

    /** Bytes that one takes for so many rows. */
    static long bytes(int rows) {
        return (rows >> 3) + Long.BYTES;
    }

    void mark(int row) {
        met[row >> 6] |= 1L << row;
    }

    /** Lists the next rows, at most a batch, that have met a partner or not, and pass; -1 entries do not occur. Null at the end. */
    @Nullable
    Rows next(boolean wantMet, IntPredicate passes) {
        int count = 0;
        while (next < rows && count < found.length) {
            if (isMet(next) == wantMet && passes.test(next)) {
                found[count++] = next;
            }
            next++;
        }
        return count == 0 ? null : new Rows(found, count);
    }

    /** The first {@code count} entries are row numbers. */
    record Rows(int[] rows, int count) {}
}
