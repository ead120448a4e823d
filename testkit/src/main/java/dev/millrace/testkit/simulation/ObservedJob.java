package dev.millrace.testkit.simulation;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link Invariants} have seen of one job, from its submission to its end. */
final class ObservedJob {

    /** One task of one stage. */
    static final class Task {

        final Set<Integer> attempts = new HashSet<>();
        @Nullable
        MapOutput output;
        @Nullable
        Content content;
        boolean ready;
        int failures;
        int executorLosses;
        int inputLosses;
        int outputLosses;
        int resultLosses;
    }

    /** What an output holds; equal contents are the same rows. */
    record Content(long rows, long checksum) {

        static Content of(MapOutput output) {
            long rows = 0;
            for (long part : output.rows()) {
                rows += part;
            }
            return new Content(rows, output.checksum());
        }
    }

    /**
     * An attempt that was launched and of which nothing has been heard yet.
     *
     * @param reads stages whose outputs it was given
     * @param from  executors that hold them
     * @param copy  beside one that took long
     */
    record Launch(ExecutorId executor, Set<StageId> reads, Set<ExecutorId> from, boolean copy) {}

    final SimulatedJob plan;
    final Map<Long, Task> tasks = new HashMap<>();
    final Map<TaskAttemptId, Launch> outstanding = new LinkedHashMap<>();
    boolean submitted;
    boolean cancelled;
    boolean released;
    boolean diskFailed;
    boolean complete;
    boolean userError;

    ObservedJob(SimulatedJob plan) {
        this.plan = plan;
    }

    Task task(TaskAttemptId attempt) {
        return task(attempt.stage().number(), attempt.partition());
    }

    Task task(int stage, int partition) {
        return tasks.computeIfAbsent(plan.key(stage, partition), _ -> new Task());
    }
}
