package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/** A wish of the user for the planner: {@code broadcast}. */
public record Hint(LogicalPlan input, String name) implements LogicalPlan {

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
        return new Hint(children.getFirst(), name);
    }
}
