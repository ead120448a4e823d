package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.plan.LocalRows;
import java.util.List;

/**
 * A common table that refers to itself: the rows of {@code anchor}, and again and again those that {@code step} makes of the rows before,
 * until it makes none. Both run as queries of their own before the query that this stands in, which then has a {@link LocalTable} here.
 *
 * @param step   has a {@link LocalTable} of {@code before}, the same object, for the rows before
 * @param before stands for the rows that the last step made
 * @param output columns as {@code anchor} has them, all nullable
 */
public record RecursiveTable(LogicalPlan anchor, LogicalPlan step, LocalRows before, List<Attribute> output) implements LogicalPlan {

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
