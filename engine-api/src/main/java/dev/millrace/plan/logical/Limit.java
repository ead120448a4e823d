package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/** At most {@code limit} rows (-1: all) after the first {@code offset}. */
public record Limit(LogicalPlan input, long limit, long offset) implements LogicalPlan {

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
        return new Limit(children.getFirst(), limit, offset);
    }
}
