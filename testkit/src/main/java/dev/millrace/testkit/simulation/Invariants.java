package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold whatever happens, judged from the scheduler's events and actions alone: each task has at most one output that counts, a
 * task runs again only when its output is gone, readers get one output of each map task, no executor has more tasks than slots, jobs fail
 * only for reasons that were given, and what ends is cleaned up.
 */
final class Invariants {

    private static final int EXECUTORS_A_TASK_MAY_COST = 4;
    private static final int LOSSES_AN_ATTEMPT = 8;
    private static final int RESULTS_AN_ATTEMPT = 2;

    private final Simulation simulation;
    private final Map<ExecutorId, Integer> slots = new LinkedHashMap<>();
    private final Set<ExecutorId> draining = new HashSet<>();
    private final Map<JobId, ObservedJob> jobs = new LinkedHashMap<>();
    private final Set<JobId> dropping = new HashSet<>();
    private final Map<JobId, Set<ExecutorId>> toDrop = new HashMap<>();
    private long withoutExecutorSince;
    private long now;
    private int launches;
    private int copies;
    private int rollbacks;
    private final Set<TaskAttemptId> mustBeCancelled = new LinkedHashSet<>();
    /** On an executor that leaves: the scheduler may have given it up before. */
    private final Set<ObservedJob.Task> mayBeRetracted = new LinkedHashSet<>();
    private final Set<ObservedJob.Task> mustBeRetracted = new LinkedHashSet<>();
    private @Nullable TaskAttemptId succeeded;
    private @Nullable MapOutput succeededOutput;

    Invariants(Simulation simulation) {
        this.simulation = simulation;
    }

    private static InvariantBroken broken(String text) {
        return new InvariantBroken(text);
    }

    void submitted(SimulatedJob plan) {
        jobs.put(plan.id(), new ObservedJob(plan));
    }

    /** A new driver begins without anything. */
    void driverEnded() {
        slots.clear();
        draining.clear();
        jobs.clear();
        withoutExecutorSince = now;
    }

    void diskFailed(TaskAttemptId attempt) {
        ObservedJob job = jobs.get(attempt.stage().job());
        if (job != null) {
            job.diskFailed = true;
        }
    }

    /** Tasks launched so far. */
    int launches() {
        return launches;
    }

    /** Of these, second attempts beside one that took long. */
    int copies() {
        return copies;
    }

    /** Stages of which something was taken back because an input had changed. */
    int rollbacks() {
        return rollbacks;
    }

    int slots() {
        int all = 0;
        for (int count : slots.values()) {
            all += count;
        }
        return all;
    }

    /** What the scheduler is about to hear. */
    void before(JobEvent event) {
        succeeded = null;
        succeededOutput = null;
        dropping.clear();
        toDrop.clear();
        mustBeCancelled.clear();
        mustBeRetracted.clear();
        mayBeRetracted.clear();
        switch (event) {
            case JobEvent.ExecutorRegistered(var executor, var count) -> slots.put(executor, count);
            case JobEvent.ExecutorDraining(var executor) -> draining.add(executor);
            case JobEvent.ExecutorLost(var executor, var _) -> lost(executor);
            case JobEvent.TaskEnded(var executor, var attempt, var outcome) -> ended(executor, attempt, outcome);
            case JobEvent.ResultLost(var executor, var block) -> outputGone(block, executor);
            case JobEvent.JobCancelled(var id, var _) -> {
                ObservedJob job = jobs.get(id);
                if (job != null) {
                    job.cancelled = true;
                }
            }
            case JobEvent.JobReleased(var id) -> {
                ObservedJob job = jobs.get(id);
                if (job != null) {
                    job.released = true;
                    if (!hasReaders(id)) {
                        mustBeDropped(id);
                    }
                }
            }
            case JobEvent.JobSubmitted submitted -> revive(submitted.job());
            case JobEvent.Tick(var millis) -> now = millis;
        }
    }

    private void lost(ExecutorId executor) {
        if (slots.remove(executor) == null) {
            return;
        }
        if (slots.isEmpty()) {
            withoutExecutorSince = now;
        }
        for (ObservedJob job : jobs.values()) {
            job.outstanding.entrySet().removeIf(entry -> {
                boolean there = entry.getValue().executor().equals(executor);
                if (there) {
                    job.task(entry.getKey()).executorLosses++;
                }
                return there;
            });
            boolean read = hasReaders(job.plan.id());
            for (Map.Entry<Long, ObservedJob.Task> entry : job.tasks.entrySet()) {
                MapOutput output = entry.getValue().output;
                if (output != null && output.executor().equals(executor) && (!entry.getValue().ready || read)) {
                    entry.getValue().output = null;
                    entry.getValue().ready = false;
                }
            }
        }
    }

    private void ended(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        ObservedJob job = jobs.get(attempt.stage().job());
        ObservedJob.Launch launch = job == null ? null : job.outstanding.get(attempt);
        if (job == null || launch == null || !launch.executor().equals(executor)) {
            return;
        }
        job.outstanding.remove(attempt);
        switch (outcome) {
            case TaskOutcome.Succeeded(var output, var _, var _) -> {
                succeeded = attempt;
                succeededOutput = output;
            }
            case TaskOutcome.Failed(var error) -> {
                job.task(attempt).failures++;
                job.userError |= error.kind() == ErrorKind.USER;
            }
            case TaskOutcome.FetchFailed(var block, var from, var _) -> {
                job.task(attempt).inputLosses++;
                outputGone(block, from);
            }
        }
    }

    private void outputGone(BlockId block, ExecutorId from) {
        ObservedJob job = jobs.get(block.attempt().stage().job());
        if (job == null) {
            return;
        }
        ObservedJob.Task task = job.task(block.attempt());
        if (task.output != null && task.output.attempt().equals(block.attempt()) && task.output.executor().equals(from)) {
            task.output = null;
            task.outputLosses++;
            if (block.attempt().stage().number() == job.plan.result().number()) {
                task.ready = false;
                task.resultLosses++;
                job.complete = false;
            }
        }
    }

    /** What the scheduler wants done. */
    void on(Action action) {
        switch (action) {
            case Action.LaunchTask launch -> launched(launch);
            case Action.CancelTask(var _, var attempt) -> {
                ObservedJob job = jobs.get(attempt.stage().job());
                if (job != null) {
                    job.outstanding.remove(attempt);
                    mustBeCancelled.remove(attempt);
                    MapOutput output = job.task(attempt).output;
                    if (output != null && output.attempt().equals(attempt) && !draining.contains(output.executor())
                            && !dropping.contains(attempt.stage().job())) {
                        throw broken("the output of " + attempt + " is discarded, but it counts");
                    }
                }
            }
            case Action.TaskDone(var attempt, var outcome) -> done(attempt, outcome.output());
            case Action.ResultReady(var id, var partition, var outcome) -> ready(id, partition, outcome.output());
            case Action.DropStage(var executor, var stage) -> stageDropped(executor, stage);
            case Action.DropJob(var executor, var id) -> {
                Set<ExecutorId> left = toDrop.get(id);
                if (left != null) {
                    left.remove(executor);
                }
            }
            case Action.CompleteJob(var id) -> completed(id);
            case Action.FailJob(var id, var error) -> failed(id, error);
            case Action.DismissExecutor(var executor, var _) -> lost(executor);
            case Action.RetractResult(var id, var partition, var _) -> retracted(id, partition);
            case Action.LetGo(var executor) -> letGo(executor);
            case Action.ExcludeExecutor _, Action.StageAdapted _ -> {
            }
            case Action.WarnNoExecutor _ -> {
                if (!slots.isEmpty()) {
                    throw broken("a warning that no executor is there while there are " + slots.size());
                }
            }
        }
    }

    /** All actions of an event have been seen. */
    void after(JobEvent event) {
        for (JobId id : dropping) {
            ObservedJob job = jobs.remove(id);
            if (job != null && !job.outstanding.isEmpty()) {
                throw broken(id + " has ended, but its tasks were not cancelled: " + job.outstanding.keySet());
            }
            if (!toDrop.get(id).isEmpty()) {
                throw broken(id + " has ended, but was not dropped on " + toDrop.get(id));
            }
        }
        if (!mustBeCancelled.isEmpty()) {
            throw broken(mustBeCancelled + " read what has changed, but were not cancelled");
        }
        for (ObservedJob.Task task : mustBeRetracted) {
            if (task.ready) {
                throw broken("a result that was computed from what has changed was not retracted");
            }
        }
        if (succeeded != null && event instanceof JobEvent.TaskEnded) {
            ObservedJob job = jobs.get(succeeded.stage().job());
            boolean moved = succeededOutput != null && draining.contains(succeededOutput.executor());
            if (job != null && job.task(succeeded).output == null && !job.released && !moved) {
                throw broken("the success of " + succeeded + " was ignored");
            }
        }
    }

    private void mustBeDropped(JobId id) {
        if (dropping.add(id)) {
            toDrop.put(id, new HashSet<>(slots.keySet()));
            ObservedJob source = source(jobs.get(id));
            if (source != null && source.released && !hasReaders(source.plan.id())) {
                mustBeDropped(source.plan.id());
            }
        }
    }

    /** The job whose result this one reads, when both live. */
    private @Nullable ObservedJob source(@Nullable ObservedJob job) {
        SimulatedJob source = job == null ? null : job.plan.source();
        return source == null || dropping.contains(source.id()) ? null : jobs.get(source.id());
    }

    /** Some job that lives and was submitted reads its result. */
    private boolean hasReaders(JobId id) {
        for (ObservedJob other : jobs.values()) {
            SimulatedJob source = other.plan.source();
            if (other.submitted && source != null && source.id().equals(id) && !dropping.contains(other.plan.id())) {
                return true;
            }
        }
        return false;
    }

    /** A job that reads another's result finds out what of it has been lost. */
    private void revive(JobId id) {
        ObservedJob job = jobs.get(id);
        if (job == null) {
            return;
        }
        job.submitted = true;
        ObservedJob source = source(job);
        for (int partition = 0; source != null && partition < source.plan.result().tasks(); partition++) {
            ObservedJob.Task task = source.task(source.plan.result().number(), partition);
            if (task.output != null && !slots.containsKey(task.output.executor())) {
                task.output = null;
                task.ready = false;
            }
        }
    }

    private ObservedJob living(JobId id, String what) {
        ObservedJob job = jobs.get(id);
        if (job == null || dropping.contains(id)) {
            throw broken(what + " of " + id + ", which has ended");
        }
        return job;
    }

    private void launched(Action.LaunchTask launch) {
        launches++;
        TaskAttemptId attempt = launch.attempt();
        ObservedJob job = living(attempt.stage().job(), "launch of " + attempt);
        ObservedJob.Task task = job.task(attempt);
        Integer slotsThere = slots.get(launch.executor());
        if (slotsThere == null) {
            throw broken(attempt + " was launched on " + launch.executor() + ", which is not there");
        }
        if (!task.attempts.add(attempt.attempt())) {
            throw broken(attempt + " was launched twice");
        }
        if (draining.contains(launch.executor())) {
            throw broken(attempt + " was launched on " + launch.executor() + ", which wants to leave");
        }
        if (task.output != null) {
            if (!draining.contains(task.output.executor())) {
                throw broken(attempt + " was launched while the output of " + task.output.attempt() + " is there");
            }
            task.output = null;
            task.ready = false;
        }
        int others = 0;
        for (TaskAttemptId other : job.outstanding.keySet()) {
            if (other.stage().equals(attempt.stage()) && other.partition() == attempt.partition()) {
                others++;
                if (!launch.copy() || others > 1 || job.plan.isExclusive(attempt.stage().number())) {
                    throw broken(attempt + " was launched while " + other + " runs");
                }
            }
        }
        if (launch.copy()) {
            copies++;
        }
        checkInputs(job, launch);
        Set<StageId> reads = new HashSet<>();
        for (int parent : launch.inputs().keySet()) {
            SimulatedJob source = job.plan.source();
            reads.add(parent < 0 && source != null ? new StageId(source.id(), source.result().number())
                    : new StageId(attempt.stage().job(), parent));
        }
        Set<ExecutorId> from = new HashSet<>();
        launch.inputs().values().forEach(input -> input.outputs().forEach(output -> from.add(output.executor())));
        job.outstanding.put(attempt, new ObservedJob.Launch(launch.executor(), reads, from, launch.copy()));
        int running = 0;
        for (ObservedJob each : jobs.values()) {
            for (ObservedJob.Launch other : each.outstanding.values()) {
                running += other.executor().equals(launch.executor()) ? 1 : 0;
            }
        }
        if (running > slotsThere) {
            throw broken(launch.executor() + " has " + running + " tasks in " + slotsThere + " slots");
        }
    }

    private void checkInputs(ObservedJob job, Action.LaunchTask launch) {
        SimulatedStage stage = job.plan.stage(launch.attempt().stage().number());
        if (!launch.inputs().keySet().equals(stage.parents())) {
            throw broken(launch.attempt() + " reads stages " + launch.inputs().keySet() + " instead of " + stage.parents());
        }
        for (Map.Entry<Integer, ShuffleInput> entry : launch.inputs().entrySet()) {
            if (entry.getKey() == SimulatedJob.SOURCE) {
                checkSource(job, launch, entry.getValue().outputs());
                continue;
            }
            int tasks = reads(stage, entry.getKey(), launch.attempt().partition()) ? job.plan.stage(entry.getKey()).tasks() : 0;
            List<MapOutput> outputs = entry.getValue().outputs();
            if (outputs.size() != tasks) {
                throw broken(launch.attempt() + " reads " + outputs.size() + " outputs of s" + entry.getKey() + ", which has " + tasks);
            }
            for (int partition = 0; partition < tasks; partition++) {
                MapOutput given = outputs.get(partition);
                if (!given.equals(job.task(entry.getKey(), partition).output)) {
                    throw broken(launch.attempt() + " reads " + given.attempt() + " as p" + partition + " of s" + entry.getKey()
                            + ", whose output is " + job.task(entry.getKey(), partition).output);
                }
            }
        }
    }

    private void checkSource(ObservedJob job, Action.LaunchTask launch, List<MapOutput> outputs) {
        ObservedJob source = source(job);
        if (source == null) {
            throw broken(launch.attempt() + " reads a job that has ended");
        }
        MapOutput output = source.task(source.plan.result().number(), launch.attempt().partition()).output;
        if (outputs.size() != 1 || !outputs.getFirst().equals(output)) {
            throw broken(launch.attempt() + " reads " + outputs + " of " + source.plan.id() + ", whose output is " + output);
        }
    }

    private static boolean reads(SimulatedStage stage, int parent, int partition) {
        for (StageRead read : stage.reads()) {
            if (read.parent() == parent && read.range(partition) != null) {
                return true;
            }
        }
        return false;
    }

    private void done(TaskAttemptId attempt, MapOutput output) {
        ObservedJob job = living(attempt.stage().job(), "end of " + attempt);
        if (!attempt.equals(succeeded) || !output.equals(succeededOutput) || !output.attempt().equals(attempt)) {
            throw broken(attempt + " is done with the output of " + output.attempt() + " while the one that succeeded is " + succeeded);
        }
        ObservedJob.Task task = job.task(attempt);
        if (task.output != null) {
            throw broken(attempt + " is committed after " + task.output.attempt());
        }
        task.output = output;
        for (TaskAttemptId other : job.outstanding.keySet()) {
            if (other.stage().equals(attempt.stage()) && other.partition() == attempt.partition()) {
                mustBeCancelled.add(other);
            }
        }
        ObservedJob.Content content = ObservedJob.Content.of(output);
        boolean changed = task.content != null && !task.content.equals(content);
        task.content = content;
        if (changed) {
            rollBackReaders(job, attempt.stage().number());
        }
    }

    /** Whatever was computed from a stage of which an output has changed does not count any more. */
    private void rollBackReaders(ObservedJob job, int changed) {
        rollBackIn(job, changed);
        for (ObservedJob other : List.copyOf(jobs.values())) {
            if (changed == job.plan.result().number() && other.submitted && source(other) == job) {
                rollBackIn(other, SimulatedJob.SOURCE);
            }
        }
    }

    private void rollBackIn(ObservedJob job, int changed) {
        for (SimulatedStage stage : job.plan.stages()) {
            boolean read = false;
            for (int partition = 0; partition < stage.tasks(); partition++) {
                if (reads(stage, changed, partition)) {
                    ObservedJob.Task task = job.task(stage.number(), partition);
                    read |= task.content != null;
                    task.content = null;
                    boolean moving = task.output != null && draining.contains(task.output.executor());
                    if (moving) {
                        mayBeRetracted.add(task);
                        task.ready = false;
                    }
                    task.output = null;
                    if (task.ready) {
                        mustBeRetracted.add(task);
                    }
                    job.complete &= stage.number() != job.plan.result().number();
                    for (TaskAttemptId other : job.outstanding.keySet()) {
                        if (other.stage().number() == stage.number() && other.partition() == partition) {
                            mustBeCancelled.add(other);
                        }
                    }
                }
            }
            if (read) {
                rollbacks++;
                rollBackReaders(job, stage.number());
            }
        }
    }

    private void retracted(JobId id, int partition) {
        ObservedJob job = living(id, "retraction");
        ObservedJob.Task task = job.task(job.plan.result().number(), partition);
        if (!mustBeRetracted.contains(task) && !mayBeRetracted.contains(task)) {
            throw broken("partition " + partition + " of " + id + " is retracted though nothing has changed");
        }
        task.ready = false;
        job.complete = false;
    }

    private void letGo(ExecutorId executor) {
        for (ObservedJob job : jobs.values()) {
            for (Map.Entry<TaskAttemptId, ObservedJob.Launch> entry : job.outstanding.entrySet()) {
                if (entry.getValue().executor().equals(executor)
                        || entry.getValue().from().contains(executor) && !entry.getValue().copy()) {
                    throw broken(executor + " is let go while " + entry.getKey() + " runs on it or reads from it");
                }
            }
        }
    }

    private void ready(JobId id, int partition, MapOutput output) {
        ObservedJob job = living(id, "result");
        ObservedJob.Task task = job.task(job.plan.result().number(), partition);
        if (task.ready) {
            throw broken("partition " + partition + " of " + id + " is ready twice");
        }
        if (!output.equals(task.output)) {
            throw broken("partition " + partition + " of " + id + " is ready with " + output.attempt());
        }
        task.ready = true;
    }

    private void stageDropped(ExecutorId executor, StageId stage) {
        ObservedJob job = living(stage.job(), "drop of " + stage);
        for (Map.Entry<TaskAttemptId, ObservedJob.Launch> entry : job.outstanding.entrySet()) {
            if (entry.getValue().reads().contains(stage)) {
                throw broken(stage + " is dropped while " + entry.getKey() + " reads it");
            }
        }
        SimulatedStage plan = job.plan.stage(stage.number());
        for (int partition = 0; partition < plan.tasks(); partition++) {
            ObservedJob.Task task = job.task(stage.number(), partition);
            if (task.output != null && task.output.executor().equals(executor)) {
                task.output = null;
            }
        }
    }

    private void completed(JobId id) {
        ObservedJob job = living(id, "completion");
        if (job.complete) {
            throw broken(id + " is complete twice");
        }
        job.complete = true;
        for (int partition = 0; partition < job.plan.result().tasks(); partition++) {
            if (!job.task(job.plan.result().number(), partition).ready) {
                throw broken(id + " is complete without partition " + partition);
            }
        }
    }

    private void failed(JobId id, EngineException error) {
        ObservedJob before = jobs.get(id);
        if (before != null && before.released && dropping.contains(id)) {
            return;
        }
        ObservedJob job = living(id, "failure");
        ObservedJob source = source(job);
        boolean sourceGone = job.plan.source() != null && source == null && error.condition() == ErrorCondition.INTERNAL_ERROR;
        mustBeDropped(id);
        boolean allowed = sourceGone || isAllowed(job, error) || source != null && isAllowed(source, error);
        if (!allowed) {
            throw broken(id + " failed without a reason: " + error.getMessage());
        }
        simulation.failedWith(error.condition());
    }

    private boolean isAllowed(ObservedJob job, EngineException error) {
        return switch (error.condition()) {
            case QUERY_CANCELLED, INDETERMINATE_STAGE_OUTPUT_CHANGED -> job.cancelled;
            case DIVIDE_BY_ZERO -> job.userError;
            case DISK_FULL, CANNOT_WRITE_FILE -> job.diskFailed;
            case NO_EXECUTOR -> slots.isEmpty() && now - withoutExecutorSince >= job.plan.waitMillis();
            case TOO_MANY_ATTEMPTS -> job.tasks.values().stream().anyMatch(task -> task.failures >= job.plan.attempts()
                    || task.resultLosses >= job.plan.attempts() * RESULTS_AN_ATTEMPT
                    || Math.max(task.inputLosses, task.outputLosses) >= job.plan.attempts() * LOSSES_AN_ATTEMPT);
            case TASK_KILLS_EXECUTOR -> job.tasks.values().stream().anyMatch(task -> task.executorLosses >= EXECUTORS_A_TASK_MAY_COST);
            default -> false;
        };
    }
}
