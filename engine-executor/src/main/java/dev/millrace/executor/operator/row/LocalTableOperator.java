package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.spi.TaskContext;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that the plan carries; all in partition 0. */
public final class LocalTableOperator extends PullOperator {

    private final Iterator<Batch> batches;
    private @Nullable Batch current;
    private int from;

    public LocalTableOperator(LocalTableExec plan, int partition, TaskContext context) {
        super(context, "LocalTableExec " + plan.rows().rowCount() + " rows", plan.schema(), List.of());
        this.batches = partition == 0 ? plan.rows().batches().iterator() : List.<Batch>of().iterator();
    }

    @Override
    protected @Nullable Batch pull() {
        while (current == null || from >= current.rows()) {
            if (!batches.hasNext()) {
                return null;
            }
            current = batches.next();
            from = 0;
        }
        int count = Math.min(Batch.ROWS, current.rows() - from);
        Batch part = count == current.rows() ? current : LimitOperator.range(current, from, count).dense();
        from += count;
        return part;
    }
}
