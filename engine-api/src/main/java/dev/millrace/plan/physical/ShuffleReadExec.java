package dev.millrace.plan.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Reads what the tasks of another stage wrote for this partition.
 *
 * @param stage     number of the stage in the job
 * @param mergeKeys when not empty, each map output is sorted by these keys and they are merged
 * @param broadcast every partition reads all rows
 */
public record ShuffleReadExec(int stage, Schema schema, int partitions, List<SortKey> mergeKeys,
        boolean broadcast) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of();
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return this;
    }
}
