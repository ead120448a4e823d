package dev.millrace.driver.physical;

import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.PhysicalPlan;
import java.util.List;

/** Finds where to cut a range partitioning, by running a sample of the input. */
public interface BoundsSampler {

    /**
     * At most {@code partitions - 1} ascending rows with one column a key that cut the input into parts of about equal size; fewer when
     * there are few distinct keys.
     *
     * @param keys over the schema of {@code input}
     */
    LocalRows bounds(PhysicalPlan input, List<SortKey> keys, int partitions);
}
