package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.SortKey;
import java.util.List;

/**
 * Spreads rows over partitions (0: as many as the planner likes): by hash or range of {@code keys}, round robin without keys; {@code
 * shuffle} false only merges.
 */
public record Repartition(LogicalPlan input, int partitions, List<SortKey> keys, boolean byRange, boolean shuffle) implements LogicalPlan {

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
        return new Repartition(children.getFirst(), partitions, keys, byRange, shuffle);
    }
}
