package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One batch of the probe side: for each row that counts the first candidate on the build side, then the pairs of rows, some at a time. */
final class ProbeBatch {

    private final JoinTable table;
    private final boolean verifies;
    private final RowHash hash = new RowHash();
    private final int[] positions = new int[Batch.ROWS];
    private final int[] probeRows = new int[Batch.ROWS];
    private final int[] buildRows = new int[Batch.ROWS];
    private long[] encoded = {};
    private int[] heads = {};
    private boolean[] matched = {};
    private @Nullable Vector dictionary;
    private int[] dictionaryHeads = {};
    private Batch batch = new Batch(List.of(), 0, null);
    private List<Vector> keys = List.of();
    private int count;
    private int at;
    private int chained = -1;
    private boolean hasNullKey;

    ProbeBatch(JoinTable table) {
        this.table = table;
        this.verifies = !table.encoding().exact();
    }

    /** Looks all rows up. */
    void start(Batch probe, List<Vector> probeKeys) {
        batch = probe;
        keys = probeKeys;
        count = probe.rows();
        at = 0;
        chained = -1;
        if (heads.length < count) {
            encoded = new long[count];
            heads = new int[count];
            matched = new boolean[count];
        }
        Arrays.fill(matched, 0, count, false);
        find(probe);
        long[] usable = null;
        for (int key = 0; key < keys.size(); key++) {
            if (!table.isNullSafe(key)) {
                usable = Validity.and(usable, keys.get(key).validity(), probe.length());
            }
        }
        hasNullKey = false;
        if (usable != null) {
            for (int i = 0; i < count; i++) {
                if (!Validity.isValid(usable, row(i))) {
                    heads[i] = -1;
                    hasNullKey = true;
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same dictionary, not an equal one
    private void find(Batch probe) {
        if (table.encoding() instanceof KeyEncoding.Single
                && keys.getFirst() instanceof DictionaryVector(var codes, var entries, var _, var _)
                && entries.length() <= 4 * Batch.ROWS) {
            if (dictionary != entries) {
                long[] values = new long[entries.length()];
                dictionaryHeads = new int[entries.length()];
                table.encoding().encode(List.of(entries), entries.length(), null, values);
                table.index().find(values, values.length, dictionaryHeads);
                dictionary = entries;
            }
            for (int i = 0; i < count; i++) {
                heads[i] = dictionaryHeads[codes[row(i)]];
            }
            return;
        }
        if (verifies) {
            hash.rows(keys, probe.length(), probe.selection(), encoded);
        } else {
            table.encoding().encode(keys, probe.length(), probe.selection(), encoded);
        }
        table.index().find(encoded, count, heads);
    }

    private int row(int position) {
        Selection selection = batch.selection();
        return selection == null ? position : selection.rows()[position];
    }

    Batch batch() {
        return batch;
    }

    /** Vectors of the keys, as long as the batch. */
    List<Vector> keys() {
        return keys;
    }

    /** Rows that count. */
    int count() {
        return count;
    }

    /** Some row has a null where null matches nothing. */
    boolean hasNullKey() {
        return hasNullKey;
    }

    /** Physical rows of the pairs of the last call of {@link #nextPairs}. */
    int[] probeRows() {
        return probeRows;
    }

    /** Build rows of those pairs; -1 for none. */
    int[] buildRows() {
        return buildRows;
    }

    /** True when all pairs have been given. */
    boolean exhausted() {
        return at >= count;
    }

    /**
     * Makes the next pairs of rows with equal keys, at most a batch of them. May give none before {@link #exhausted}.
     *
     * @param padded also gives the rows without any candidate, once, with a build row of -1
     */
    int nextPairs(boolean padded) {
        int[] next = table.index().next();
        int pairs = next == null ? uniquePairs(padded) : chainedPairs(next, padded);
        for (int key = 0; verifies && key < keys.size(); key++) {
            pairs = PairEquality.keep(keys.get(key), table.keys().get(key), positions, probeRows, buildRows, pairs);
        }
        return pairs;
    }

    private int uniquePairs(boolean padded) {
        int[] rows = batch.selection() == null ? null : batch.selection().rows();
        int end = Math.min(count, at + Batch.ROWS);
        int pairs = 0;
        for (int i = at; i < end; i++) {
            int head = heads[i];
            positions[pairs] = i;
            probeRows[pairs] = rows == null ? i : rows[i];
            buildRows[pairs] = head;
            pairs += head >= 0 || padded ? 1 : 0;
        }
        at = end;
        return pairs;
    }

    private int chainedPairs(int[] next, boolean padded) {
        int pairs = 0;
        while (at < count && pairs < Batch.ROWS) {
            int build = chained >= 0 ? chained : heads[at];
            if (build >= 0 || padded) {
                positions[pairs] = at;
                probeRows[pairs] = row(at);
                buildRows[pairs++] = build;
            }
            chained = build >= 0 ? next[build] : -1;
            if (chained < 0) {
                at++;
            }
        }
        return pairs;
    }

    /** Keeps those of the last pairs that are selected, by position; returns how many. */
    int keep(Selection selected) {
        for (int i = 0; i < selected.count(); i++) {
            int pair = selected.rows()[i];
            positions[i] = positions[pair];
            probeRows[i] = probeRows[pair];
            buildRows[i] = buildRows[pair];
        }
        return selected.count();
    }

    /** Notes that the probe rows of the last pairs have met a partner. */
    void markMatched(int pairs) {
        for (int i = 0; i < pairs; i++) {
            matched[positions[i]] = true;
        }
    }

    /** Notes the same for every row that has a candidate, where candidates are partners. */
    void markCandidates() {
        for (int i = 0; i < count; i++) {
            matched[i] = heads[i] >= 0;
        }
        at = count;
    }

    /** Physical rows, ascending, that have met a partner or not. */
    Selection rowsMatched(boolean wanted) {
        int[] rows = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            rows[found] = row(i);
            found += matched[i] == wanted ? 1 : 0;
        }
        return new Selection(rows, found);
    }

    /** Physical rows, ascending, without a partner and without a null key. */
    Selection unmatchedWithKey() {
        Selection unmatched = rowsMatched(false);
        if (!hasNullKey) {
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
