package dev.millrace.plan.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Where rows change partition: the plan is cut here into stages.
 *
 * @param mergeKeys when not empty, the input partitions are sorted by these keys and readers merge them, keeping the order
 */
public record ExchangeExec(PhysicalPlan input, Partitioning partitioning, List<SortKey> mergeKeys) implements PhysicalPlan {

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
        return new ExchangeExec(children.getFirst(), partitioning, mergeKeys);
    }

    @Override
    public int partitions() {
        return partitioning.partitions();
    }
}
