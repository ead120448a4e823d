package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.kernel.Projection;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.expr.InputRef;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes columns; those that are only passed on are not touched. */
public final class ProjectOperator extends PullOperator implements RuntimeFilterTarget {

    private final ProjectExec plan;
    private final Projection columns;

    public ProjectOperator(ProjectExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "ProjectExec " + plan.columns(), plan.schema(), List.of(input));
        this.plan = plan;
        this.columns = compiler.projection(plan.columns());
    }

    @Override
    protected @Nullable Batch pull() {
        Batch batch = input().next();
        return batch == null ? null : project(batch, columns);
    }

    /** The same rows with other columns. */
    static Batch project(Batch batch, Projection columns) {
        return new Batch(columns.evaluate(batch, batch.selection()), batch.length(), batch.selection());
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        if (input() instanceof RuntimeFilterTarget target
                && plan.columns().get(column) instanceof InputRef(var ordinal, var _, var _, var _)) {
            target.offer(ordinal, filter);
        }
    }
}
