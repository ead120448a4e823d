package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/**
 * Each row with {@code lower <= random < upper}; with replacement, Poisson of mean {@code upper - lower}. The generator is seeded by
 * seed and partition.
 */
public record SampleExec(PhysicalPlan input, double lower, double upper, boolean withReplacement, long seed) implements PhysicalPlan {

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new SampleExec(children.getFirst(), lower, upper, withReplacement, seed);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
