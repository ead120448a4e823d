package dev.millrace.executor.operator.join;

import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.Expr;
import dev.millrace.spi.ScanFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the rows whose key may be on the build side; gives up when it turns out to drop hardly any. */
final class KeySetFilter implements ScanFilter {

    private static final long TRIAL_ROWS = 1 << 17;

    private final KeySet keys;
    private final int column;
    private long seen;
    private long kept;
    private int[] rows = {};
    private long[] values = {};
    private @Nullable Vector dictionary;
    private boolean[] dictionaryKept = {};

    KeySetFilter(KeySet keys, int column) {
        this.keys = keys;
        this.column = column;
    }

    @Override
    public Expr predicate() {
        return keys.range(column);
    }

    @Override
    public List<Integer> columns() {
        return List.of(column);
    }

    @Override
    public Selection apply(List<Vector> vectors, int length, @Nullable Selection wanted) {
        int count = wanted == null ? length : wanted.count();
        if (rows.length < length) {
            rows = new int[length];
            values = new long[length];
        }
        Vector vector = vectors.getFirst();
        int result;
        if (seen > TRIAL_ROWS && kept > seen - (seen >> 4)) {
            result = all(wanted, count);
        } else if (vector instanceof DictionaryVector(var codes, var entries, var _, var validity)
                && entries.length() <= 4 * Math.max(1024, count)) {
            result = coded(codes, entries, validity, wanted, count);
        } else {
            result = tested(vector, length, wanted, count);
        }
        seen += count;
        kept += result;
        return new Selection(rows, result);
    }

    private int all(@Nullable Selection wanted, int count) {
        for (int i = 0; i < count; i++) {
            rows[i] = wanted == null ? i : wanted.rows()[i];
        }
        return count;
    }

    @SuppressWarnings("ReferenceEquality") // the same dictionary, not an equal one
    private int coded(int[] codes, Vector entries, long @Nullable [] validity, @Nullable Selection wanted, int count) {
        if (dictionary != entries) {
            long[] entryValues = new long[entries.length()];
            valuesOf(entries, entries.length(), null, entryValues);
            dictionaryKept = new boolean[entries.length()];
            for (int entry = 0; entry < dictionaryKept.length; entry++) {
                dictionaryKept[entry] = keys.mayHold(entryValues[entry]);
            }
            dictionary = entries;
        }
        int result = 0;
        for (int i = 0; i < count; i++) {
            int row = wanted == null ? i : wanted.rows()[i];
            rows[result] = row;
            result += dictionaryKept[codes[row]] && Validity.isValid(validity, row) ? 1 : 0;
        }
        return result;
    }

    private int tested(Vector vector, int length, @Nullable Selection wanted, int count) {
        valuesOf(vector, length, wanted, values);
        long[] validity = vector.validity();
        int result = 0;
        for (int i = 0; i < count; i++) {
            int row = wanted == null ? i : wanted.rows()[i];
            rows[result] = row;
            result += keys.mayHold(values[i]) && Validity.isValid(validity, row) ? 1 : 0;
        }
        return result;
    }

    private void valuesOf(Vector vector, int length, @Nullable Selection wanted, long[] out) {
        if (keys.whole()) {
            KeyEncoding.numbers(vector, length, wanted, out);
        } else {
            RowHash.hash(List.of(vector), length, wanted, out);
        }
    }
}
