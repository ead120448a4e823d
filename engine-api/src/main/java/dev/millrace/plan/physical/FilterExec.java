package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.types.Schema;
import java.util.List;

/** The rows for which {@code condition} is true. */
public record FilterExec(PhysicalPlan input, Expr condition) implements PhysicalPlan {

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new FilterExec(children.getFirst(), condition);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
