package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/** The partitions of all inputs, one input's after the other's. */
public record UnionExec(List<PhysicalPlan> inputs, Schema schema) implements PhysicalPlan {

    public UnionExec {
        inputs = List.copyOf(inputs);
    }

    @Override
    public List<PhysicalPlan> children() {
        return inputs;
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new UnionExec(children, schema);
    }

    @Override
    public int partitions() {
        int partitions = 0;
        for (PhysicalPlan input : inputs) {
            partitions += input.partitions();
        }
        return partitions;
    }
}
