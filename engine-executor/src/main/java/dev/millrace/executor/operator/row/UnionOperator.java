package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One partition of a union is one partition of one of its inputs. */
public final class UnionOperator extends PullOperator implements RuntimeFilterTarget {

    /** @param input the partition's input */
    public UnionOperator(UnionExec plan, Operator input, TaskContext context) {
        super(context, "UnionExec", plan.schema(), List.of(input));
    }

    @Override
    protected @Nullable Batch pull() {
        return input().next();
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        if (input() instanceof RuntimeFilterTarget target) {
            target.offer(column, filter);
        }
    }
}
