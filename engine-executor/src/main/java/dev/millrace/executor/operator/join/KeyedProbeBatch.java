package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs of rows with equal keys: the first candidate of each row is looked up in the table, the others hang on it. */
final class KeyedProbeBatch extends ProbeBatch {

    private final JoinTable table;
    private final boolean verifies;
    private final RowHash hash = new RowHash();
    private long[] encoded = {};
    private int[] heads = {};
    private @Nullable Vector dictionary;
    private int[] dictionaryHeads = {};
    private int at;
    private int chained = -1;
    private boolean hasNullKey;

    KeyedProbeBatch(JoinTable table) {
        this.table = table;
        this.verifies = !table.encoding().exact();
    }

    @Override
    void started() {
        at = 0;
        chained = -1;
        int count = count();
        if (heads.length < count) {
            encoded = new long[count];
            heads = new int[count];
        }
        find(batch());
        long[] usable = JoinTable.usable(keys(), table.nullSafe(), batch().length());
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
                && keys().getFirst() instanceof DictionaryVector(var codes, var entries, var _, var _)
                && entries.length() <= 4 * Batch.ROWS) {
            if (dictionary != entries) {
                long[] values = new long[entries.length()];
                dictionaryHeads = new int[entries.length()];
                table.encoding().encode(List.of(entries), entries.length(), null, values);
                table.index().find(values, values.length, dictionaryHeads);
                dictionary = entries;
            }
            for (int i = 0; i < count(); i++) {
                heads[i] = dictionaryHeads[codes[row(i)]];
            }
            return;
        }
        if (verifies) {
            hash.rows(keys(), probe.length(), probe.selection(), encoded);
        } else {
            table.encoding().encode(keys(), probe.length(), probe.selection(), encoded);
        }
        table.index().find(encoded, count(), heads);
    }

    @Override
    boolean hasNullKey() {
        return hasNullKey;
    }

    @Override
    boolean givesRowsOnce() {
        return table.index().next() == null;
    }

    @Override
    boolean exhausted() {
        return at >= count();
    }

    @Override
    int nextPairs(boolean padded) {
        int[] next = table.index().next();
        int pairs = next == null ? uniquePairs(padded) : chainedPairs(next, padded);
        for (int key = 0; verifies && key < keys().size(); key++) {
            pairs = PairEquality.keep(keys().get(key), table.keys().get(key), positions, probeRows, buildRows, pairs);
        }
        return pairs;
    }

    private int uniquePairs(boolean padded) {
        int[] rows = batch().selection() == null ? null : batch().selection().rows();
        int end = Math.min(count(), at + Batch.ROWS);
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
        int count = count();
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

    @Override
    void markCandidates() {
        for (int i = 0; i < count(); i++) {
            if (heads[i] >= 0) {
                markMatched(i, true);
            }
        }
        at = count();
    }
}
