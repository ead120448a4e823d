package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/**
 * One BIGINT column from {@code start} (inclusive) to {@code end} (exclusive) by {@code step}; {@code partitions} 0 leaves their number
 * to the planner.
 */
public record Range(long start, long end, long step, int partitions, List<Attribute> output) implements LogicalPlan {

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
