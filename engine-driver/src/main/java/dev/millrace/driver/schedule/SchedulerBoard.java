package dev.millrace.driver.schedule;

import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of the scheduler see: jobs, executors, the time, and the actions that are due. */
final class SchedulerBoard {

    private final Map<JobId, JobBoard> jobs = new LinkedHashMap<>();
    private final ExecutorPool executors = new ExecutorPool();
    private final List<Action> actions = new ArrayList<>();
    private long nowMillis;

    Map<JobId, JobBoard> jobs() {
        return jobs;
    }

    ExecutorPool executors() {
        return executors;
    }

    long nowMillis() {
        return nowMillis;
    }

    void advance(long millis) {
        nowMillis = Math.max(nowMillis, millis);
    }

    @Nullable
    StageBoard stage(StageId id) {
        JobBoard job = jobs.get(id.job());
        return job == null ? null : job.stage(id.number());
    }

    void add(Action action) {
        actions.add(action);
    }

    /** Ends an attempt that runs, and gives its slot back. */
    void cancel(StageBoard stage, int partition, TaskState.TaskRun run) {
        discard(run.on(), new TaskAttemptId(stage.id(), partition, run.attempt()));
        executors.release(run.on());
    }

    /** An attempt that nobody wants: what it left goes, wherever it stands. */
    void discard(ExecutorBoard executor, TaskAttemptId attempt) {
        if (executors.get(executor.id()) == executor) {
            add(new Action.CancelTask(executor.id(), attempt));
        }
    }

    List<Action> takeActions() {
        List<Action> due = List.copyOf(actions);
        actions.clear();
        return due;
    }
}
