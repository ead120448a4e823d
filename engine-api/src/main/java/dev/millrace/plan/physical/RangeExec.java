package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/** One BIGINT column from {@code start} (inclusive) to {@code end} (exclusive) by {@code step}, cut into even partitions. */
public record RangeExec(long start, long end, long step, int partitions, Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of();
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return this;
    }
}
