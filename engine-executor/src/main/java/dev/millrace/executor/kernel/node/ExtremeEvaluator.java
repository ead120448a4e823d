package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.compare.RowOrder;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.RowMerge;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code least} and {@code greatest}: nulls are passed over; null when all are. */
public final class ExtremeEvaluator implements Evaluator {

    private final List<Evaluator> arguments;
    private final int sign;
    private final DataType type;
    private final RowMerge merge;
    private final ResultArrays winners = new ResultArrays();
    private final ResultArrays taken = new ResultArrays();

    /** @param sign -1 for the least, 1 for the greatest */
    public ExtremeEvaluator(List<Evaluator> arguments, int sign, DataType type) {
        this.arguments = List.copyOf(arguments);
        this.sign = sign;
        this.type = type;
        this.merge = new RowMerge(type);
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        int count = rows == null ? length : rows.count();
        List<Vector> values = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> values.add(argument.evaluate(batch, rows)));
        int[] winner = winners.ints(length);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            winner[row] = winner(values, row);
        }
        merge.start(length);
        int[] out = taken.ints(length);
        for (int argument = -1; argument < values.size(); argument++) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows.rows()[i];
                out[kept] = row;
                kept += winner[row] == argument ? 1 : 0;
            }
            if (kept > 0) {
                merge.put(argument < 0 ? Constants.ofNull(type, length) : values.get(argument), new Selection(out, kept));
            }
        }
        return merge.finish();
    }

    private int winner(List<Vector> values, int row) {
        int best = -1;
        for (int i = 0; i < values.size(); i++) {
            Vector value = values.get(i);
            if (!value.isNull(row) && (best < 0 || sign * RowOrder.compareValues(value, row, values.get(best), row) > 0)) {
                best = i;
            }
        }
        return best;
    }
}
