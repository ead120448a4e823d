package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import java.util.List;

/** For each row and each projection, the row that the projection computes: grouping sets and several DISTINCT aggregates stand on it. */
public record Expand(LogicalPlan input, List<List<Expr>> projections, List<Attribute> output) implements LogicalPlan {

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public Expand withChildren(List<LogicalPlan> children) {
        return new Expand(children.getFirst(), projections, output);
    }
}
