package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.types.Schema;
import java.util.List;

/** Computes the columns of {@code schema}, one expression each. */
public record ProjectExec(PhysicalPlan input, List<Expr> columns, Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new ProjectExec(children.getFirst(), columns, schema);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
