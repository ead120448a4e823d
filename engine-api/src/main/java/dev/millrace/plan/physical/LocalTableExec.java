package dev.millrace.plan.physical;

import dev.millrace.plan.LocalRows;
import dev.millrace.types.Schema;
import java.util.List;

/** Rows that the plan carries, in one partition. */
public record LocalTableExec(LocalRows rows) implements PhysicalPlan {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of();
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return this;
    }

    @Override
    public int partitions() {
        return 1;
    }
}
