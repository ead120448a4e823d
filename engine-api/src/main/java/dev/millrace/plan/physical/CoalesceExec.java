package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/**
 * Fewer partitions without an exchange: partition {@code p} reads the input partitions {@code p}, {@code p + partitions} and so on, one
 * after the other.
 */
public record CoalesceExec(PhysicalPlan input, int partitions) implements PhysicalPlan {

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
        return new CoalesceExec(children.getFirst(), partitions);
    }
}
