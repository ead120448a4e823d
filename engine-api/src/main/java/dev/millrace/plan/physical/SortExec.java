package dev.millrace.plan.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/** Orders the rows of each partition. */
public record SortExec(PhysicalPlan input, List<SortKey> keys) implements PhysicalPlan {

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
        return new SortExec(children.getFirst(), keys);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
