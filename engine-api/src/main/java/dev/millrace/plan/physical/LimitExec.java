package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/** At most {@code limit} rows (-1: all) of each partition after its first {@code offset}. */
public record LimitExec(PhysicalPlan input, long limit, long offset) implements PhysicalPlan {

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
        return new LimitExec(children.getFirst(), limit, offset);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
