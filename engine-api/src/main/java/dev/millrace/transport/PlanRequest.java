package dev.millrace.transport;

import dev.millrace.config.Config;
import dev.millrace.plan.physical.PhysicalPlan;

/**
 * A plan to run.
 *
 * @param plan   with its exchanges: whoever runs it cuts it into stages
 * @param config settings of the session when the query began
 * @param keep   the rows are not read now: they stay on executors, one output a partition, for plans that name the job, until the run is
 *               closed
 */
public record PlanRequest(PhysicalPlan plan, Config config, boolean keep) {}
