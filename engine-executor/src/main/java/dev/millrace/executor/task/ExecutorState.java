package dev.millrace.executor.task;

import dev.millrace.transport.JobId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an executor decides, without threads, memory or files: {@code for (ExecutorAction action : state.on(event)) perform(action);}.
 * {@link ExecutorNode} performs the actions for real; the simulator in testkit performs them in simulated time. Used by one thread at a
 * time.
 *
 * <pre>
 *   attempt:  Waiting → Running → (reported)
 *                |          ↓
 *                |       Cancelled → (discarded)
 *                ↓
 *            (forgotten)
 * </pre>
 */
public final class ExecutorState {

    private enum Phase {
        WAITING, RUNNING, CANCELLED
    }

    /** Tasks of a job that have not ended yet. */
    private static final class Job {

        private int tasks;
        private boolean dropped;
    }

    private final int slots;
    private final Map<TaskAttemptId, Phase> attempts = new LinkedHashMap<>();
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private int running;
    private boolean closed;

    /** @param slots attempts that run at once */
    public ExecutorState(int slots) {
        this.slots = slots;
    }

    /** Takes one event; the actions are in the order in which they are to be performed. */
    public List<ExecutorAction> on(ExecutorEvent event) {
        List<ExecutorAction> actions = new ArrayList<>();
        switch (event) {
            case ExecutorEvent.Launched(var attempt) -> launched(attempt, actions);
            case ExecutorEvent.Cancelled(var attempt) -> cancelled(attempt, actions);
            case ExecutorEvent.Ended(var attempt, var outcome) -> ended(attempt, outcome, actions);
            case ExecutorEvent.StageDropped(var stage) -> actions.add(new ExecutorAction.FreeStage(stage));
            case ExecutorEvent.JobDropped(var job) -> jobDropped(job, actions);
            case ExecutorEvent.Closed _ -> {
                closed = true;
                for (JobId job : List.copyOf(jobs.keySet())) {
                    jobDropped(job, actions);
                }
            }
        }
        return actions;
    }

    /** Attempts that have been started and have not ended, cancelled ones included. */
    public int running() {
        return running;
    }

    /** True while the attempt waits, runs or is ending. */
    public boolean knows(TaskAttemptId attempt) {
        return attempts.containsKey(attempt);
    }

    /** True when nothing runs and nothing of a job is left. */
    public boolean idle() {
        return attempts.isEmpty() && jobs.isEmpty();
    }

    private void launched(TaskAttemptId attempt, List<ExecutorAction> actions) {
        JobId id = attempt.stage().job();
        Job job = jobs.get(id);
        if (closed || attempts.containsKey(attempt) || job != null && job.dropped) {
            return;
        }
        if (job == null) {
            job = new Job();
            jobs.put(id, job);
            actions.add(new ExecutorAction.OpenJob(id));
        }
        job.tasks++;
        attempts.put(attempt, Phase.WAITING);
        startWaiting(actions);
    }

    private void startWaiting(List<ExecutorAction> actions) {
        for (Map.Entry<TaskAttemptId, Phase> entry : attempts.entrySet()) {
            if (running >= slots) {
                return;
            }
            if (entry.getValue() == Phase.WAITING) {
                entry.setValue(Phase.RUNNING);
                running++;
                actions.add(new ExecutorAction.Start(entry.getKey()));
            }
        }
    }

    /** An attempt that has ended already has left an output that nobody wants. */
    private void cancelled(TaskAttemptId attempt, List<ExecutorAction> actions) {
        Phase phase = attempts.get(attempt);
        switch (phase) {
            case WAITING -> {
                attempts.remove(attempt);
                actions.add(new ExecutorAction.Forget(attempt));
                taskGone(attempt, actions);
            }
            case RUNNING -> {
                attempts.put(attempt, Phase.CANCELLED);
                actions.add(new ExecutorAction.Interrupt(attempt));
            }
            case CANCELLED -> {
            }
            case null -> actions.add(new ExecutorAction.Discard(attempt));
        }
    }

    private void ended(TaskAttemptId attempt, TaskOutcome outcome, List<ExecutorAction> actions) {
        Phase phase = attempts.remove(attempt);
        if (phase == null) {
            return;
        }
        running--;
        actions.add(phase == Phase.CANCELLED ? new ExecutorAction.Discard(attempt) : new ExecutorAction.Report(attempt, outcome));
        taskGone(attempt, actions);
        startWaiting(actions);
    }

    private void taskGone(TaskAttemptId attempt, List<ExecutorAction> actions) {
        JobId id = attempt.stage().job();
        Job job = jobs.get(id);
        if (job != null) {
            job.tasks--;
            closeDropped(id, job, actions);
        }
    }

    private void closeDropped(JobId id, Job job, List<ExecutorAction> actions) {
        if (job.dropped && job.tasks == 0) {
            jobs.remove(id);
            actions.add(new ExecutorAction.CloseJob(id));
        }
    }

    private void jobDropped(JobId id, List<ExecutorAction> actions) {
        for (TaskAttemptId attempt : List.copyOf(attempts.keySet())) {
            if (attempt.stage().job().equals(id)) {
                cancelled(attempt, actions);
            }
        }
        actions.add(new ExecutorAction.FreeJob(id));
        Job job = jobs.get(id);
        if (job != null) {
            job.dropped = true;
            closeDropped(id, job, actions);
        }
    }
}
