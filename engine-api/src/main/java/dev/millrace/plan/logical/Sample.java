package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/**
 * Each row with {@code lower <= random < upper}; with replacement, Poisson of mean {@code upper - lower}. The same seed over the same
 * partitions gives the same rows.
 */
public record Sample(LogicalPlan input, double lower, double upper, boolean withReplacement, long seed) implements LogicalPlan {

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
        return new Sample(children.getFirst(), lower, upper, withReplacement, seed);
    }
}
