package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.RowMerge;
import dev.millrace.executor.kernel.vector.Selections;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first value that is not null; each is computed for the rows that have none yet. */
public final class CoalesceEvaluator implements Evaluator {

    private final List<Evaluator> values;
    private final DataType type;
    private final RowMerge merge;
    private final ResultArrays known = new ResultArrays();
    private final List<ResultArrays> remaining = List.of(new ResultArrays(), new ResultArrays());

    public CoalesceEvaluator(List<Evaluator> values, DataType type) {
        this.values = List.copyOf(values);
        this.type = type;
        this.merge = new RowMerge(type);
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        Selection left = rows;
        boolean begun = false;
        for (int i = 0; i < values.size() && (left == null || left.count() > 0); i++) {
            Vector value = values.get(i).evaluate(batch, left);
            if (Constants.isNull(value)) {
                continue;
            }
            long[] validity = value.validity();
            boolean last = validity == null || i + 1 == values.size();
            if (last && !begun) {
                return value;
            }
            if (!begun) {
                merge.start(length);
                begun = true;
            }
            if (last) {
                merge.put(value, left);
                return merge.finish();
            }
            int[] at = left == null ? null : left.rows();
            int count = left == null ? length : left.count();
            int[] taken = known.ints(length);
            merge.put(value, new Selection(taken, Selections.valid(validity, 0, at, count, taken)));
            int[] open = remaining.get(i & 1).ints(length);
            left = new Selection(open, Selections.valid(validity, 1, at, count, open));
        }
        if (!begun) {
            return Constants.ofNull(type, length);
        }
        if (left != null && left.count() > 0) {
            merge.put(Constants.ofNull(type, length), left);
        }
        return merge.finish();
    }
}
