package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tasks of one stage. Attempt numbers of a partition only grow, so a late report of an earlier attempt is told by its number. */
final class StageBoard {

    private static final TaskState WAITING = new TaskState.Waiting();

    private final StageSpec spec;
    private final TaskState[] tasks;
    private final int[] nextAttempt;
    private final int[] failures;
    private final int[] executorLosses;

    StageBoard(StageSpec spec) {
        this.spec = spec;
        this.tasks = new TaskState[spec.tasks()];
        Arrays.fill(tasks, WAITING);
        this.nextAttempt = new int[spec.tasks()];
        this.failures = new int[spec.tasks()];
        this.executorLosses = new int[spec.tasks()];
    }

    StageSpec spec() {
        return spec;
    }

    TaskState task(int partition) {
        return tasks[partition];
    }

    boolean complete() {
        for (TaskState task : tasks) {
            if (!(task instanceof TaskState.Done)) {
                return false;
            }
        }
        return true;
    }

    int running() {
        int running = 0;
        for (TaskState task : tasks) {
            if (task instanceof TaskState.Running) {
                running++;
            }
        }
        return running;
    }

    /** First partition that waits, or -1. */
    int firstWaiting() {
        for (int partition = 0; partition < tasks.length; partition++) {
            if (tasks[partition] instanceof TaskState.Waiting) {
                return partition;
            }
        }
        return -1;
    }

    /** Map outputs in the order of partitions; only when complete. */
    List<MapOutput> outputs() {
        List<MapOutput> outputs = new ArrayList<>(tasks.length);
        for (TaskState task : tasks) {
            outputs.add(((TaskState.Done) task).output());
        }
        return outputs;
    }

    /** Returns the number of the attempt that starts. */
    int start(int partition, ExecutorId executor) {
        int attempt = nextAttempt[partition]++;
        tasks[partition] = new TaskState.Running(attempt, executor);
        return attempt;
    }

    boolean isRunning(int partition, int attempt, ExecutorId executor) {
        return partition >= 0 && partition < tasks.length && tasks[partition] instanceof TaskState.Running(var running, var on)
                && running == attempt && on.equals(executor);
    }

    void done(int partition, MapOutput output) {
        tasks[partition] = new TaskState.Done(output);
    }

    void waitAgain(int partition) {
        tasks[partition] = WAITING;
    }

    /** Returns how often the partition's task has failed by itself. */
    int failed(int partition) {
        tasks[partition] = WAITING;
        return ++failures[partition];
    }

    /** Returns how many executors were lost while they ran this partition's task. */
    int lostExecutor(int partition) {
        tasks[partition] = WAITING;
        return ++executorLosses[partition];
    }
}
