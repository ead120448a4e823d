package dev.millrace.plan.physical;

import dev.millrace.plan.WriteSpec;
import dev.millrace.types.Schema;
import java.util.List;

/** Writes each partition to temporary files of the write job {@code token}; gives no row. */
public record WriteExec(PhysicalPlan input, WriteSpec target, String token) implements PhysicalPlan {

    @Override
    public Schema schema() {
        return Schema.EMPTY;
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new WriteExec(children.getFirst(), target, token);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
