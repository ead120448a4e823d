package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import java.util.List;

/** The rows for which {@code condition} (BOOLEAN) is true. */
public record Filter(LogicalPlan input, Expr condition) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        return input.output();
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public LogicalPlan withChildren(List<LogicalPlan> children) {
        return new Filter(children.getFirst(), condition);
    }
}
