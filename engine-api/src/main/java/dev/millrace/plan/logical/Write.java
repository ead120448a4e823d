package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.plan.WriteSpec;
import java.util.List;

/** Writes its rows; gives no row. */
public record Write(LogicalPlan input, WriteSpec target) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        return List.of();
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public LogicalPlan withChildren(List<LogicalPlan> children) {
        return new Write(children.getFirst(), target);
    }
}
