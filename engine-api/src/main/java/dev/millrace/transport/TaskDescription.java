package dev.millrace.transport;

import dev.millrace.api.StorageLevel;
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
 *                 and per number that its {@code CachedReadExec}s name
 * @param config   settings of the session when the job began
 * @param storage  where the output stays until it is dropped; {@code NONE}: where the configuration says
 */
public record TaskDescription(TaskAttemptId attempt, PhysicalPlan fragment, Partitioning output, Map<Integer, ShuffleInput> inputs,
        Config config, StorageLevel storage) {
    public TaskDescription {
        inputs = Map.copyOf(inputs);
    }

    /** A task whose output is only read by its own job. */
    public TaskDescription(TaskAttemptId attempt, PhysicalPlan fragment, Partitioning output, Map<Integer, ShuffleInput> inputs,
            Config config) {
        this(attempt, fragment, output, inputs, config, StorageLevel.NONE);
    }
}
