package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of the probe side: pairs of its rows with rows of the build side that may match, some at a time; and which rows have matched.
 */
abstract sealed class ProbeBatch permits KeyedProbeBatch, LoopProbeBatch {

    /** Per pair of the last call of {@link #nextPairs}: the number of the probe row among those that count. */
    final int[] positions = new int[Batch.ROWS];
    /** Per pair: the probe row's place in the batch. */
    final int[] probeRows = new int[Batch.ROWS];
    /** Per pair: the build row; -1 for none. */
    final int[] buildRows = new int[Batch.ROWS];
    private boolean[] matched = {};
    private Batch batch = new Batch(List.of(), 0, null);
    private List<Vector> keys = List.of();
    private int count;

    /**
     * Begins with the pairs of a batch.
     *
     * @param probeKeys as long as the batch
     * @param before    rows that have matched elsewhere, as long as the batch; null for none
     */
    final void start(Batch probe, List<Vector> probeKeys, @Nullable BooleanVector before) {
        batch = probe;
        keys = probeKeys;
        count = probe.rows();
        if (matched.length < count) {
            matched = new boolean[count];
        }
        Arrays.fill(matched, 0, count, false);
        for (int i = 0; before != null && i < count; i++) {
            matched[i] = before.values()[row(i)] != 0;
        }
        started();
    }

    /** Looks all rows up. */
    abstract void started();

    /** True when all pairs have been given. */
    abstract boolean exhausted();

    /**
     * Makes the next pairs of rows that may match, at most a batch of them. May give none before {@link #exhausted}.
     *
     * @param padded also gives the rows without any candidate, once, with a build row of -1
     */
    abstract int nextPairs(boolean padded);

    /** Notes that every row with a candidate has matched, and gives no pairs any more. */
    abstract void markCandidates();

    /** Some row has a null where null matches nothing. */
    abstract boolean hasNullKey();

    /** Every build row matches one probe row at most once: as many pairs as rows are every row once. */
    abstract boolean givesRowsOnce();

    final Batch batch() {
        return batch;
    }

    /** Vectors of the keys, as long as the batch. */
    final List<Vector> keys() {
        return keys;
    }

    /** Rows that count. */
    final int count() {
        return count;
    }

    final int row(int position) {
        Selection selection = batch.selection();
        return selection == null ? position : selection.rows()[position];
    }

    final boolean matched(int position) {
        return matched[position];
    }

    final void markMatched(int position, boolean value) {
        matched[position] = value;
    }

    /** Keeps those of the last pairs that are selected, by position; returns how many. */
    final int keep(Selection selected) {
        for (int i = 0; i < selected.count(); i++) {
            int pair = selected.rows()[i];
            positions[i] = positions[pair];
            probeRows[i] = probeRows[pair];
            buildRows[i] = buildRows[pair];
        }
        return selected.count();
    }

    /** Notes that the probe rows of the last pairs have met a partner. */
    final void markMatched(int pairs) {
        for (int i = 0; i < pairs; i++) {
            matched[positions[i]] = true;
        }
    }

    /** Physical rows, ascending, that have met a partner or not. */
    final Selection rowsMatched(boolean wanted) {
        int[] rows = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            rows[found] = row(i);
            found += matched[i] == wanted ? 1 : 0;
        }
        return new Selection(rows, found);
    }

    /** Which rows have met a partner, as long as the batch. */
    final BooleanVector flags() {
        byte[] flags = new byte[batch.length()];
        for (int i = 0; i < count; i++) {
            flags[row(i)] = (byte) (matched[i] ? 1 : 0);
        }
        return new BooleanVector(DataType.BOOLEAN, flags, flags.length, null);
    }

    /** Physical rows, ascending, without a partner and without a null key. */
    final Selection unmatchedWithKey() {
        Selection unmatched = rowsMatched(false);
        if (!hasNullKey()) {
            return unmatched;
        }
        int found = 0;
        for (int i = 0; i < unmatched.count(); i++) {
            int row = unmatched.rows()[i];
            boolean hasNull = false;
            for (Vector key : keys) {
                hasNull |= key.isNull(row);
            }
            unmatched.rows()[found] = row;
            found += hasNull ? 0 : 1;
        }
        return new Selection(unmatched.rows(), found);
    }
}
