package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.types.Schema;
import java.util.List;

/** For each row and each projection, the row that the projection computes. */
public record ExpandExec(PhysicalPlan input, List<List<Expr>> projections, Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new ExpandExec(children.getFirst(), projections, schema);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
