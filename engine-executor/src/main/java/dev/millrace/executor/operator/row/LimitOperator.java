package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves out the first rows, gives the next ones, and then pulls no more. */
public final class LimitOperator extends PullOperator {

    private long skip;
    private long left;

    public LimitOperator(LimitExec plan, Operator input, TaskContext context) {
        super(context, "LimitExec " + (plan.limit() < 0 ? "" : plan.limit()) + (plan.offset() == 0 ? "" : " offset " + plan.offset()),
                plan.schema(), List.of(input));
        this.skip = plan.offset();
        this.left = plan.limit() < 0 ? Long.MAX_VALUE : plan.limit();
    }

    @Override
    protected @Nullable Batch pull() {
        while (left > 0) {
            Batch batch = input().next();
            if (batch == null) {
                return null;
            }
            int rows = batch.rows();
            if (skip >= rows) {
                skip -= rows;
                continue;
            }
            int from = (int) skip;
            int count = (int) Math.min(rows - from, left);
            skip = 0;
            left -= count;
            return count == rows ? batch : range(batch, from, count);
        }
        return null;
    }

    /** Those rows that count from the {@code from}-th on. */
    static Batch range(Batch batch, int from, int count) {
        Selection selection = batch.selection();
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = selection == null ? from + i : selection.rows()[from + i];
        }
        return batch.select(new Selection(rows, count));
    }
}
