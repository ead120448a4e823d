package dev.millrace.transport;

import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.plan.physical.PhysicalPlan;

/**
 * A plan to run.
 *
 * @param plan   with its exchanges: whoever runs it cuts it into stages
 * @param config settings of the session when the query began
 * @param keep   where the rows stay on executors, one output a partition, for plans that name the job, until the run is closed; {@code
 *               NONE}: they are read now
 */
public record PlanRequest(PhysicalPlan plan, Config config, StorageLevel keep) {

    /** A plan whose rows are read as they come. */
    public PlanRequest(PhysicalPlan plan, Config config) {
        this(plan, config, StorageLevel.NONE);
    }
}
