package dev.millrace.plan.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Where rows change partition: the plan is cut here into stages.
 *
 * @param mergeKeys when not empty, the input partitions are sorted by these keys and readers merge them, keeping the order
 * @param fixed     the user has said how many partitions there are to be
 */
public record ExchangeExec(PhysicalPlan input, Partitioning partitioning, List<SortKey> mergeKeys, boolean fixed) implements PhysicalPlan {

    /** An exchange whose partitions may be joined when they turn out small. */
    public ExchangeExec(PhysicalPlan input, Partitioning partitioning, List<SortKey> mergeKeys) {
        this(input, partitioning, mergeKeys, false);
    }

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
        return new ExchangeExec(children.getFirst(), partitioning, mergeKeys, fixed);
    }

    @Override
    public int partitions() {
        return partitioning.partitions();
    }
}
