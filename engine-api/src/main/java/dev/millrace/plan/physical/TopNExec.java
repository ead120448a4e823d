package dev.millrace.plan.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/** The first {@code limit} rows of each partition in the order of the keys, in that order. */
public record TopNExec(PhysicalPlan input, List<SortKey> keys, long limit) implements PhysicalPlan {

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
        return new TopNExec(children.getFirst(), keys, limit);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
