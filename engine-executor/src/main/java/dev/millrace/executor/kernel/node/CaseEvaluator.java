package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.RowMerge;
import dev.millrace.executor.kernel.vector.Selections;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE: each condition sees the rows that no condition before it took, each value is computed for its own rows. */
public final class CaseEvaluator implements Evaluator {

    private final List<Predicate> conditions;
    private final List<Evaluator> values;
    private final RowMerge merge;
    private final List<ResultArrays> remaining;

    /** @param values one for each condition, then the ELSE value */
    public CaseEvaluator(List<Predicate> conditions, List<Evaluator> values, DataType type) {
        this.conditions = List.copyOf(conditions);
        this.values = List.copyOf(values);
        this.merge = new RowMerge(type);
        this.remaining = List.of(new ResultArrays(), new ResultArrays());
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        Selection left = rows;
        merge.start(length);
        for (int i = 0; i < conditions.size() && (left == null || left.count() > 0); i++) {
            Selection taken = conditions.get(i).select(batch, left);
            int before = left == null ? length : left.count();
            if (taken.count() == before && i == 0) {
                return values.get(i).evaluate(batch, rows);
            }
            if (taken.count() > 0) {
                merge.put(values.get(i).evaluate(batch, taken), taken);
                int[] out = remaining.get(i & 1).ints(length);
                left = new Selection(out, Selections.without(left, length, taken, out));
            }
        }
        if (left == rows) {
            return values.getLast().evaluate(batch, rows);
        }
        if (left != null && left.count() > 0) {
            merge.put(values.getLast().evaluate(batch, left), left);
        }
        return merge.finish();
    }
}
