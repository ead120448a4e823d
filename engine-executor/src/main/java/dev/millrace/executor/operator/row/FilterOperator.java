package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the rows for which a condition is true. */
public final class FilterOperator extends PullOperator implements RuntimeFilterTarget {

    private final Predicate predicate;

    public FilterOperator(FilterExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "FilterExec " + plan.condition(), plan.schema(), List.of(input));
        this.predicate = compiler.predicate(plan.condition());
    }

    @Override
    protected @Nullable Batch pull() {
        Batch batch = input().next();
        while (batch != null) {
            Selection kept = predicate.select(batch, batch.selection());
            if (kept.count() == batch.rows()) {
                return batch;
            }
            if (kept.count() > 0) {
                return batch.select(kept);
            }
            batch = input().next();
        }
        return null;
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        if (input() instanceof RuntimeFilterTarget target) {
            target.offer(column, filter);
        }
    }
}
