package dev.millrace.transport;

import dev.millrace.error.EngineException;

/**
 * Runs physical plans: the driver in this process does, and so does a connection to the daemon of one. Safe for use by several threads.
 *
 * <p>{@code try (PlanRun run = runner.run(new PlanRequest(plan, config), observer)) { for (Block block = run.nextBlock(); …) }}
 */
public interface PlanRunner {

    /**
     * What there is to run on.
     *
     * @param waitMillis how long to wait for the first executor when there is none
     * @throws EngineException DRIVER_LOST; QUERY_CANCELLED when the thread is interrupted
     */
    ClusterSize size(long waitMillis);

    /**
     * Starts a plan.
     *
     * @throws EngineException DRIVER_LOST, SESSION_CLOSED, what cutting the plan ends in
     */
    PlanRun run(PlanRequest request, PlanObserver observer);

    /** Every plan of this runner that runs now ends with QUERY_CANCELLED. */
    void cancelAll(String reason);
}
