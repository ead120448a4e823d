package dev.millrace.transport;

import dev.millrace.config.Config;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import java.util.Map;

/**
 * Everything an executor needs to run one task attempt.
 *
 * @param fragment the stage's plan; leaves are scans, local rows and shuffle reads; one object for all tasks of a stage in process
 * @param output   how the result rows are spread over output partitions
 * @param inputs   per stage number that the fragment's {@code ShuffleReadExec}s name: what the task reads of its map outputs
 * @param config   settings of the session when the job began
 */
public record TaskDescription(TaskAttemptId attempt, PhysicalPlan fragment, Partitioning output, Map<Integer, ShuffleInput> inputs,
        Config config) {
    public TaskDescription {
        inputs = Map.copyOf(inputs);
    }
}
