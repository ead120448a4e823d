package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler: stages run when their parents are complete, one task a partition; a failed task is tried again when its error says so;
 * lost outputs are
 * computed again by lineage, and nothing else. Jobs share executors evenly: the job with the fewest running tasks is next.
 *
 * <p>Used by one thread. {@code for (Action action : scheduler.on(event)) perform(action);}
 */
public final class JobScheduler {

    /** A task that was running on this many executors when they were lost fails its job. */
    private static final int MAX_EXECUTOR_LOSSES = 4;

    private final Map<JobId, JobBoard> jobs = new LinkedHashMap<>();
    private final Map<ExecutorId, Integer> slots = new LinkedHashMap<>();
    private final Map<ExecutorId, Integer> busy = new LinkedHashMap<>();
    private final List<Action> actions = new ArrayList<>();
    private final String address;
    private long nowMillis;

    /** @param address where executors register, for the message when there is none */
    public JobScheduler(String address) {
        this.address = address;
    }

    /** Takes one event; the actions are in the order in which they are to be performed. */
    public List<Action> on(JobEvent event) {
        switch (event) {
            case JobEvent.ExecutorRegistered(var executor, var count) -> {
                slots.put(executor, count);
                busy.put(executor, 0);
            }
            case JobEvent.ExecutorLost(var executor, var reason) -> executorLost(executor, reason);
            case JobEvent.JobSubmitted submitted -> jobs.put(submitted.job(), new JobBoard(submitted, nowMillis));
            case JobEvent.TaskEnded(var executor, var attempt, var outcome) -> taskEnded(executor, attempt, outcome);
            case JobEvent.ResultLost(var executor, var block) -> resultLost(executor, block);
            case JobEvent.JobCancelled(var job, var reason) -> {
                if (jobs.containsKey(job) && !jobs.get(job).complete()) {
                    fail(jobs.get(job), reason);
                }
            }
            case JobEvent.JobReleased(var job) -> {
                if (jobs.containsKey(job)) {
                    remove(jobs.get(job));
                }
            }
            case JobEvent.Tick(var now) -> nowMillis = Math.max(nowMillis, now);
        }
        checkExecutors();
        assign();
        List<Action> due = List.copyOf(actions);
        actions.clear();
        return due;
    }

    /** True when no job is known. */
    public boolean idle() {
        return jobs.isEmpty();
    }

    private void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        JobBoard job = jobs.get(attempt.stage().job());
        StageBoard stage = job == null ? null : job.stage(attempt.stage().number());
        if (job == null || stage == null || !stage.isRunning(attempt.partition(), attempt.attempt(), executor)) {
            return;
        }
        free(executor);
        switch (outcome) {
            case TaskOutcome.Succeeded succeeded -> succeeded(job, stage, attempt, succeeded);
            case TaskOutcome.Failed(var error) -> failed(job, stage, attempt, error);
            case TaskOutcome.FetchFailed(var lost, var from, var _) -> {
                stage.waitAgain(attempt.partition());
                outputLost(job, lost.attempt(), from);
            }
        }
    }

    private void succeeded(JobBoard job, StageBoard stage, TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
        stage.done(attempt.partition(), outcome.output());
        actions.add(new Action.TaskDone(attempt, outcome));
        if (job.isResult(stage.spec().number())) {
            actions.add(new Action.ResultReady(job.id(), attempt.partition(), outcome));
        }
        if (stage.complete()) {
            dropUnread(job, stage);
        }
        if (job.result().complete() && !job.complete()) {
            job.setComplete(true);
            actions.add(new Action.CompleteJob(job.id()));
        }
    }

    private void failed(JobBoard job, StageBoard stage, TaskAttemptId attempt, EngineException error) {
        int failures = stage.failed(attempt.partition());
        switch (error.kind()) {
            case USER, RESOURCES, BUG -> fail(job, error);
            case TRANSIENT, LOST_BLOCK, CANCELLED -> {
                if (failures >= job.maxAttempts()) {
                    fail(job, ErrorCondition.TOO_MANY_ATTEMPTS.caused(error, "task", attempt, "count", failures, "detail",
                            error.getMessage()));
                }
            }
        }
    }

    /** True when the output was there; a newer one, or one elsewhere, stays. */
    private boolean outputLost(JobBoard job, TaskAttemptId lost, ExecutorId from) {
        StageBoard stage = job.stage(lost.stage().number());
        boolean there = stage != null && stage.task(lost.partition()) instanceof TaskState.Done(var output)
                && output.attempt().equals(lost) && output.executor().equals(from);
        if (there) {
            stage.waitAgain(lost.partition());
        }
        return there;
    }

    private void resultLost(ExecutorId executor, BlockId block) {
        JobBoard job = jobs.get(block.attempt().stage().job());
        if (job != null && outputLost(job, block.attempt(), executor)) {
            job.setComplete(false);
        }
    }

    private void executorLost(ExecutorId executor, EngineException reason) {
        if (slots.remove(executor) == null) {
            return;
        }
        busy.remove(executor);
        for (JobBoard job : List.copyOf(jobs.values())) {
            for (StageBoard stage : job.stages()) {
                for (int partition = 0; partition < stage.spec().tasks(); partition++) {
                    switch (stage.task(partition)) {
                        case TaskState.Running(var attempt, var on) when on.equals(executor) -> {
                            if (stage.lostExecutor(partition) >= MAX_EXECUTOR_LOSSES && jobs.containsKey(job.id())) {
                                TaskAttemptId id = new TaskAttemptId(job.stageId(stage.spec().number()), partition, attempt);
                                fail(job,
                                        ErrorCondition.TASK_KILLS_EXECUTOR.caused(reason, "task", id, "count", MAX_EXECUTOR_LOSSES,
                                                "detail",
                                                reason.getMessage()));
                            }
                        }
                        case TaskState.Done(var output) when output.executor().equals(executor) && !job.isResult(stage.spec().number()) ->
                                stage.waitAgain(partition);
                        case TaskState.Waiting _, TaskState.Running _, TaskState.Done _ -> {
                        }
                    }
                }
            }
        }
    }

    private void fail(JobBoard job, EngineException error) {
        actions.add(new Action.FailJob(job.id(), error));
        remove(job);
    }

    private void remove(JobBoard job) {
        jobs.remove(job.id());
        for (StageBoard stage : job.stages()) {
            for (int partition = 0; partition < stage.spec().tasks(); partition++) {
                if (stage.task(partition) instanceof TaskState.Running(var attempt, var executor)) {
                    actions.add(new Action.CancelTask(executor, new TaskAttemptId(job.stageId(stage.spec().number()), partition, attempt)));
                    free(executor);
                }
            }
        }
        for (ExecutorId executor : slots.keySet()) {
            actions.add(new Action.DropJob(executor, job.id()));
        }
    }

    /** Parents that only {@code finished} still had to read are given up; lineage computes them again should they be needed. */
    private void dropUnread(JobBoard job, StageBoard finished) {
        for (int parent : finished.spec().parents()) {
            StageBoard stage = job.stage(parent);
            if (!stage.complete() || job.hasIncompleteReader(parent)) {
                continue;
            }
            Set<ExecutorId> holders = new LinkedHashSet<>();
            for (MapOutput output : stage.outputs()) {
                holders.add(output.executor());
            }
            for (int partition = 0; partition < stage.spec().tasks(); partition++) {
                stage.waitAgain(partition);
            }
            for (ExecutorId holder : holders) {
                if (slots.containsKey(holder)) {
                    actions.add(new Action.DropStage(holder, job.stageId(parent)));
                }
            }
        }
    }

    private void checkExecutors() {
        if (!slots.isEmpty()) {
            return;
        }
        for (JobBoard job : List.copyOf(jobs.values())) {
            long waited = nowMillis - job.submittedAt();
            if (job.complete()) {
                continue;
            }
            if (waited >= job.executorWaitMillis()) {
                fail(job, ErrorCondition.NO_EXECUTOR.with("seconds", job.executorWaitMillis() / 1000, "address", address));
            } else if (waited >= 2000 && job.warnOnce()) {
                actions.add(new Action.WarnNoExecutor(job.id()));
            }
        }
    }

    private void assign() {
        Set<JobId> exhausted = new LinkedHashSet<>();
        while (true) {
            ExecutorId executor = freest();
            JobBoard job = executor == null ? null : hungriest(exhausted);
            if (executor == null || job == null) {
                return;
            }
            List<StageBoard> runnable = job.runnable();
            if (runnable.isEmpty()) {
                exhausted.add(job.id());
                continue;
            }
            StageBoard stage = runnable.getFirst();
            int partition = stage.firstWaiting();
            int attempt = stage.start(partition, executor);
            busy.merge(executor, 1, Integer::sum);
            Map<Integer, ShuffleInput> inputs = new LinkedHashMap<>();
            for (int parent : stage.spec().parents()) {
                inputs.put(parent, stage.spec().input(partition, parent, job.stage(parent).outputs()));
            }
            actions.add(new Action.LaunchTask(executor, new TaskAttemptId(job.stageId(stage.spec().number()), partition, attempt), inputs));
        }
    }

    private @Nullable ExecutorId freest() {
        ExecutorId freest = null;
        int most = 0;
        for (Map.Entry<ExecutorId, Integer> entry : slots.entrySet()) {
            int free = entry.getValue() - busy.get(entry.getKey());
            if (free > most) {
                most = free;
                freest = entry.getKey();
            }
        }
        return freest;
    }

    private @Nullable JobBoard hungriest(Set<JobId> exhausted) {
        JobBoard hungriest = null;
        int fewest = Integer.MAX_VALUE;
        for (JobBoard job : jobs.values()) {
            if (!job.complete() && !exhausted.contains(job.id())) {
                int running = job.running();
                if (running < fewest) {
                    fewest = running;
                    hungriest = job;
                }
            }
        }
        return hungriest;
    }

    private void free(ExecutorId executor) {
        busy.computeIfPresent(executor, (_, count) -> count - 1);
    }
}
