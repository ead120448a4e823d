package dev.millrace.driver.schedule;

import dev.millrace.driver.schedule.TaskState.TaskRun;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.List;

/**
 * The scheduler: stages run when their parents are complete, one task a partition; a failed task is tried again when its error says so;
 * lost outputs are computed again by lineage, and nothing else. What is computed again must be what it was: otherwise whatever was
 * computed from it is taken back. Jobs share executors evenly: the job with the fewest running tasks is next.
 *
 * <p>Used by one thread. {@code for (Action action : scheduler.on(event)) perform(action);}
 */
public final class JobScheduler {

    private static final long WARN_MILLIS = 2000;

    private final SchedulerBoard board = new SchedulerBoard();
    private final Exclusions exclusions = new Exclusions(board);
    private final Placement placement = new Placement(board, exclusions);
    private final Retention retention = new Retention(board);
    private final Rollback rollback = new Rollback(board);
    private final Recovery recovery = new Recovery(board, exclusions, this::fail);
    private final Draining draining = new Draining(board);
    private final String address;
    private long emptySince;

    /** @param address where executors register, for the message when there is none */
    public JobScheduler(String address) {
        this.address = address;
    }

    /** Takes one event; the actions are in the order in which they are to be performed. */
    public List<Action> on(JobEvent event) {
        switch (event) {
            case JobEvent.ExecutorRegistered(var executor, var count) -> registered(executor, count);
            case JobEvent.ExecutorLost(var executor, var reason) -> recovery.executorLost(executor, reason);
            case JobEvent.ExecutorDraining(var executor) -> draining.begin(executor);
            case JobEvent.JobSubmitted submitted -> submitted(submitted);
            case JobEvent.TaskEnded(var executor, var attempt, var outcome) -> taskEnded(executor, attempt, outcome);
            case JobEvent.ResultLost(var executor, var block) -> recovery.resultLost(executor, block);
            case JobEvent.JobCancelled(var job, var reason) -> cancelled(job, reason);
            case JobEvent.JobReleased(var job) -> released(job);
            case JobEvent.Tick(var now) -> board.advance(now);
        }
        checkExecutors();
        draining.step();
        placement.assign();
        if (event instanceof JobEvent.Tick) {
            placement.copyStragglers();
        }
        return board.takeActions();
    }

    /** True when the job is known: it runs, its result is kept, or another one reads it. */
    public boolean holds(JobId job) {
        return board.jobs().containsKey(job);
    }

    /** True when no job is known. */
    public boolean idle() {
        return board.jobs().isEmpty();
    }

    private void registered(ExecutorId executor, int slots) {
        if (board.executors().contains(executor)) {
            recovery.executorLost(executor, ErrorCondition.EXECUTOR_LOST.with("executor", executor, "detail", "it has registered again."));
        }
        board.executors().add(executor, slots);
        board.jobs().values().forEach(JobBoard::forgetWarning);
    }

    private void submitted(JobEvent.JobSubmitted submitted) {
        JobBoard job = new JobBoard(submitted, board.nowMillis());
        if (!job.link(board.jobs())) {
            board.add(new Action.FailJob(submitted.job(), ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The job " + submitted.job() + " reads a stage that is not there.")));
            return;
        }
        board.jobs().put(job.id(), job);
        job.revive(board.executors());
    }

    private void cancelled(JobId id, EngineException reason) {
        JobBoard job = board.jobs().get(id);
        if (job != null && !job.finished()) {
            fail(job, reason);
        }
    }

    /** A job whose stages another one reads stays until that has ended. */
    private void released(JobId id) {
        JobBoard job = board.jobs().get(id);
        if (job != null) {
            job.release();
            if (job.readers().isEmpty()) {
                remove(job);
            }
        }
    }

    private void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        StageBoard stage = board.stage(attempt.stage());
        TaskRun run = stage == null ? null : stage.find(attempt.partition(), attempt.attempt(), executor);
        if (stage == null || run == null) {
            discardLate(executor, attempt, outcome);
            return;
        }
        board.executors().release(run.on());
        switch (outcome) {
            case TaskOutcome.Succeeded succeeded -> succeeded(stage, run, attempt, succeeded);
            case TaskOutcome.Failed(var error) -> {
                stage.ended(attempt.partition(), run);
                recovery.failed(stage, attempt, executor, error);
            }
            case TaskOutcome.FetchFailed(var lost, var from, var error) -> {
                stage.ended(attempt.partition(), run);
                recovery.fetchFailed(stage, attempt, executor, lost, from, error);
            }
        }
    }

    /** An attempt that nobody waits for has left an output: its job still goes on, so nothing else would free it. */
    private void discardLate(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        ExecutorBoard holder = board.executors().get(executor);
        if (outcome instanceof TaskOutcome.Succeeded && holder != null && board.jobs().containsKey(attempt.stage().job())
                && !recovery.isOutput(attempt)) {
            board.discard(holder, attempt);
        }
    }

    private void succeeded(StageBoard stage, TaskRun run, TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
        JobBoard job = stage.job();
        int partition = attempt.partition();
        if (stage.task(partition) instanceof TaskState.Running(var first, var copy) && copy != null) {
            board.cancel(stage, partition, first == run ? copy : first);
        }
        stage.succeed(partition, run.on(), outcome.output());
        stage.durations().add(board.nowMillis() - run.startedMillis());
        exclusions.succeeded(stage, partition, run.on().id());
        board.add(new Action.TaskDone(attempt, outcome));
        if (stage.contents().replace(partition, outcome.output())) {
            rollback.readersOf(stage);
        }
        if (job.isResult(stage)) {
            job.results().put(partition, outcome);
            giveResults(job, partition);
        }
        if (stage.complete()) {
            retention.dropUnread(stage);
        }
        if (job.result().complete() && !job.complete()) {
            job.setComplete(true);
            board.add(new Action.CompleteJob(job.id()));
        }
    }

    private void giveResults(JobBoard job, int partition) {
        if (!job.held() || job.complete() || cannotBeLost(job, partition)) {
            give(job, partition);
        } else if (job.result().complete()) {
            for (int each = 0; each < job.result().size(); each++) {
                if (!job.given().get(each)) {
                    give(job, each);
                }
            }
        }
    }

    private static boolean cannotBeLost(JobBoard job, int partition) {
        TaskOutcome.Succeeded outcome = job.results().get(partition);
        return outcome != null && outcome.output().executor().equals(ExecutorId.LOCAL);
    }

    private void give(JobBoard job, int partition) {
        TaskOutcome.Succeeded outcome = job.results().remove(partition);
        if (outcome != null) {
            job.given().set(partition);
            board.add(new Action.ResultReady(job.id(), partition, outcome));
        }
    }

    private void fail(JobBoard job, EngineException error) {
        if (board.jobs().get(job.id()) != job) {
            return;
        }
        for (JobBoard reader : List.copyOf(job.readers())) {
            fail(reader, error);
        }
        board.add(new Action.FailJob(job.id(), error));
        remove(job);
    }

    private void remove(JobBoard job) {
        if (board.jobs().remove(job.id()) == null) {
            return;
        }
        for (StageBoard stage : job.stages()) {
            for (int partition = stage.running().nextSetBit(0); partition >= 0; partition = stage.running().nextSetBit(partition + 1)) {
                if (stage.task(partition) instanceof TaskState.Running(var run, var copy)) {
                    board.cancel(stage, partition, run);
                    if (copy != null) {
                        board.cancel(stage, partition, copy);
                    }
                }
            }
        }
        for (ExecutorId executor : board.executors().ids()) {
            board.add(new Action.DropJob(executor, job.id()));
        }
        for (JobBoard source : job.unlink()) {
            if (source.released() && source.readers().isEmpty()) {
                remove(source);
            }
        }
    }

    private void checkExecutors() {
        if (!board.executors().isEmpty()) {
            emptySince = board.nowMillis();
            return;
        }
        for (JobBoard job : List.copyOf(board.jobs().values())) {
            long waited = board.nowMillis() - Math.max(emptySince, job.submittedAt());
            if (job.finished()) {
                continue;
            }
            if (waited >= job.rules().executorWaitMillis()) {
                fail(job, ErrorCondition.NO_EXECUTOR.with("seconds", job.rules().executorWaitMillis() / 1000, "address", address));
            } else if (waited >= WARN_MILLIS && job.warnOnce()) {
                board.add(new Action.WarnNoExecutor(job.id()));
            }
        }
    }
}
