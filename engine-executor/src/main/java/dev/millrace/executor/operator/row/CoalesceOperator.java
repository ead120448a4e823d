package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several partitions of its input, one after the other. */
public final class CoalesceOperator extends PullOperator implements RuntimeFilterTarget {

    private final List<Operator> parts;
    private int part;

    public CoalesceOperator(CoalesceExec plan, List<Operator> parts, TaskContext context) {
        super(context, "CoalesceExec " + plan.partitions(), plan.schema(), parts);
        this.parts = List.copyOf(parts);
    }

    @Override
    protected @Nullable Batch pull() {
        while (part < parts.size()) {
            Batch batch = parts.get(part).next();
            if (batch != null) {
                return batch;
            }
            closeEarly(parts.get(part++));
        }
        return null;
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        for (Operator input : parts) {
            if (input instanceof RuntimeFilterTarget target) {
                target.offer(column, filter);
            }
        }
    }
}
