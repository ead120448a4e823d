package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.Selections;
import org.jspecify.annotations.Nullable;

/** A condition on one column: on a dictionary column its answers are a table of bytes, and a row needs one look-up. */
public final class DictionaryPredicate implements Predicate {

    private final DictionaryTask task;
    private final Predicate rowwise;
    private final ResultArrays results = new ResultArrays();
    private byte @Nullable [] table;
    private boolean nullKnown;
    private boolean keepsNull;

    public DictionaryPredicate(int column, Predicate rowwise) {
        this.task = new DictionaryTask(column);
        this.rowwise = rowwise;
    }

    @Override
    public Selection select(Batch batch, @Nullable Selection rows) {
        if (!(batch.column(task.column()) instanceof DictionaryVector input)) {
            return rowwise.select(batch, rows);
        }
        if (task.changes(input.dictionary())) {
            table = null;
            nullKnown = false;
        }
        int count = rows == null ? batch.length() : rows.count();
        boolean nulls = input.validity() != null;
        if (table == null || nulls && !nullKnown) {
            if (!task.isDue(input.dictionary(), count)) {
                return rowwise.select(batch, rows);
            }
            try {
                compute(input.dictionary(), nulls);
            } catch (EngineException e) {
                task.refuse();
                return rowwise.select(batch, rows);
            }
        }
        return select(input, table, rows, count);
    }

    private void compute(Vector dictionary, boolean nulls) {
        byte[] answers = new byte[dictionary.length()];
        if (answers.length > 0) {
            Selection kept = rowwise.select(task.batch(dictionary), null);
            for (int i = 0; i < kept.count(); i++) {
                answers[kept.rows()[i]] = 1;
            }
        }
        if (nulls) {
            keepsNull = rowwise.select(task.nullRow(dictionary), null).count() == 1;
        }
        nullKnown = nulls;
        table = answers;
    }

    private Selection select(DictionaryVector input, byte[] answers, @Nullable Selection rows, int count) {
        int[] out = results.ints(input.length());
        int[] at = rows == null ? null : rows.rows();
        long[] validity = input.validity();
        if (validity != null && keepsNull) {
            return new Selection(out, Selections.ofCodesOrNull(input.codes(), answers, validity, at, count, out));
        }
        int kept = Selections.ofCodes(input.codes(), answers, at, count, out);
        return new Selection(out, validity == null ? kept : Selections.valid(validity, 0, out, kept, out));
    }
}
