package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.kernel.Projection;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each input batch several times, once through each projection (grouping sets). */
public final class ExpandOperator extends PullOperator {

    private final List<Projection> projections;
    private @Nullable Batch current;
    private int next;

    public ExpandOperator(ExpandExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "ExpandExec " + plan.projections(), plan.schema(), List.of(input));
        this.projections = plan.projections().stream().map(compiler::projection).toList();
    }

    @Override
    protected @Nullable Batch pull() {
        if (current == null || next == projections.size()) {
            current = input().next();
            next = 0;
        }
        return current == null || projections.isEmpty() ? null : ProjectOperator.project(current, projections.get(next++));
    }
}
