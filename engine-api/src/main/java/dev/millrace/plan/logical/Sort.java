package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.SortKey;
import java.util.List;

/** Orders all rows, or each partition for itself when not {@code global}. */
public record Sort(LogicalPlan input, List<SortKey> keys, boolean global) implements LogicalPlan {

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
        return new Sort(children.getFirst(), keys, global);
    }
}
