package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * An expression of one column: on a dictionary column it is computed once for each dictionary, and the result has the same codes.
 * Different codes of the result may stand for equal values.
 */
public final class DictionaryEvaluator implements Evaluator {

    private final DictionaryTask task;
    private final Evaluator rowwise;
    private final DataType type;
    private final ResultArrays results = new ResultArrays();
    private @Nullable Vector computed;
    private long @Nullable [] known;
    private boolean nullKnown;
    private int codeOfNull;

    public DictionaryEvaluator(int column, Evaluator rowwise, DataType type) {
        this.task = new DictionaryTask(column);
        this.rowwise = rowwise;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        if (!(batch.column(task.column()) instanceof DictionaryVector input)) {
            return rowwise.evaluate(batch, rows);
        }
        Vector dictionary = input.dictionary();
        if (task.changes(dictionary)) {
            computed = null;
            nullKnown = false;
        }
        boolean nulls = input.validity() != null;
        if (computed == null || nulls && !nullKnown) {
            if (!task.isDue(dictionary, rows == null ? batch.length() : rows.count())) {
                return rowwise.evaluate(batch, rows);
            }
            try {
                compute(dictionary, nulls);
            } catch (EngineException e) {
                task.refuse();
                return rowwise.evaluate(batch, rows);
            }
        }
        return encoded(input, computed);
    }

    /** Results of the dictionary's values, then that of null when there are nulls; copied, because {@code rowwise} reuses its arrays. */
    private void compute(Vector dictionary, boolean nulls) {
        int size = dictionary.length();
        VectorBuilder values = VectorBuilder.of(type, size + 1);
        if (size > 0) {
            values.appendAll(rowwise.evaluate(task.batch(dictionary), null));
        }
        codeOfNull = -1;
        if (nulls) {
            Vector ofNull = rowwise.evaluate(task.nullRow(dictionary), null);
            if (!ofNull.isNull(0)) {
                codeOfNull = values.length();
                values.appendAll(ofNull);
            } else if (size == 0) {
                values.appendNull();
            }
        }
        nullKnown = nulls;
        Vector built = values.build();
        known = built.validity();
        computed = Flatten.withValidity(built, null);
    }

    private Vector encoded(DictionaryVector input, Vector values) {
        int length = input.length();
        int[] codes = input.codes();
        long[] validity = input.validity();
        if (validity != null && codeOfNull >= 0) {
            int[] out = results.ints(length);
            for (int i = 0; i < length; i++) {
                out[i] = Validity.isValid(validity, i) ? codes[i] : codeOfNull;
            }
            codes = out;
            validity = null;
        }
        if (known == null) {
            return new DictionaryVector(codes, values, length, validity);
        }
        long[] valid = new long[Validity.words(length)];
        for (int i = 0; i < length; i++) {
            long bit = known[codes[i] >> 6] >>> codes[i] & 1;
            valid[i >> 6] |= bit << i;
        }
        return new DictionaryVector(codes, values, length, Validity.and(valid, validity, length));
    }
}
