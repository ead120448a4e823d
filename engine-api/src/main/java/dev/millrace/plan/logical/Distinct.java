package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/** One row of each combination of all columns. */
public record Distinct(LogicalPlan input) implements LogicalPlan {

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
        return new Distinct(children.getFirst());
    }
}
