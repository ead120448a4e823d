package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.plan.LocalRows;
import java.util.List;

/** Rows that the plan carries; column {@code i} of the rows is {@code output.get(i)}. */
public record LocalTable(LocalRows rows, List<Attribute> output) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of();
    }

    @Override
    public LogicalPlan withChildren(List<LogicalPlan> children) {
        return this;
    }
}
