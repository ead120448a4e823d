package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.TaskAttemptId;
import java.util.List;
import java.util.function.BiConsumer;

/** What follows when a task, a block or an executor fails: who waits again, and when it is enough. */
final class Recovery {

    /** A task that was running on this many executors when they were lost fails its job. */
    private static final int MAX_EXECUTOR_LOSSES = 4;

    /** So many times a job's limit of attempts one output may be lost, and one task's input, while executors stay. */
    private static final int LOSSES_AN_ATTEMPT = 8;

    /** So many times a job's limit of attempts the driver may fail to read one partition of a result. */
    private static final int RESULTS_AN_ATTEMPT = 2;

    /** An executor that could not be reached gets no task for so long: it may be about to be lost. */
    private static final long DOUBT_MILLIS = 5000;

    private final SchedulerBoard board;
    private final Exclusions exclusions;
    private final Suspicions suspicions = new Suspicions();
    private final BiConsumer<JobBoard, EngineException> fail;

    /** @param fail ends a job */
    Recovery(SchedulerBoard board, Exclusions exclusions, BiConsumer<JobBoard, EngineException> fail) {
        this.board = board;
        this.exclusions = exclusions;
        this.fail = fail;
    }

    /** An attempt has failed by itself and is counted; the error's kind decides. */
    void failed(StageBoard stage, TaskAttemptId attempt, ExecutorId executor, EngineException error) {
        int failures = stage.failed(attempt.partition(), executor);
        switch (error.kind()) {
            case USER, BUG -> fail.accept(stage.job(), error);
            case RESOURCES -> {
                if (failures > 1 || board.executors().size() < 2) {
                    fail.accept(stage.job(), error);
                }
            }
            case TRANSIENT, LOST_BLOCK, CANCELLED -> {
                if (failures >= stage.job().rules().attempts()) {
                    fail.accept(stage.job(), tooMany(attempt, failures, error));
                }
            }
        }
    }

    private static EngineException tooMany(TaskAttemptId task, int count, EngineException error) {
        return ErrorCondition.TOO_MANY_ATTEMPTS.caused(error, "task", task, "count", count, "detail", error.getMessage());
    }

    /** The attempt could not read a block: that output is computed again, when it is not yet, and then the task. */
    void fetchFailed(StageBoard reader, TaskAttemptId attempt, ExecutorId executor, BlockId lost, ExecutorId from, EngineException error) {
        int limit = reader.job().rules().attempts() * LOSSES_AN_ATTEMPT;
        int inputLosses = reader.lostInput(attempt.partition());
        if (inputLosses >= limit) {
            fail.accept(reader.job(), tooMany(attempt, inputLosses, error));
            return;
        }
        StageBoard owner = board.stage(lost.attempt().stage());
        if (owner == null || !outputLost(owner, lost.attempt(), from)) {
            return;
        }
        int outputLosses = owner.lostOutput(lost.attempt().partition());
        if (outputLosses >= limit) {
            fail.accept(owner.job(), tooMany(lost.attempt(), outputLosses, error));
        } else if (!from.equals(executor) && board.executors().contains(from)) {
            suspect(from, executor, error);
        }
    }

    private void suspect(ExecutorId owner, ExecutorId reader, EngineException error) {
        boolean unreachable = error.condition() == ErrorCondition.EXECUTOR_UNREACHABLE;
        suspicions.strike(owner, reader, board.nowMillis(), unreachable);
        ExecutorId guilty = unreachable ? suspicions.verdict(owner, reader, board.executors().size()) : null;
        if (guilty != null && board.executors().size() > 1) {
            EngineException reason = ErrorCondition.EXECUTOR_LOST.caused(error, "executor", guilty, "detail", error.getMessage());
            board.add(new Action.DismissExecutor(guilty, reason));
            executorLost(guilty, reason);
        } else if (unreachable) {
            exclusions.exclude(owner, board.nowMillis() + DOUBT_MILLIS);
        } else if (suspicions.damaged(owner)) {
            exclusions.exclude(owner, board.nowMillis() + DOUBT_MILLIS * 12);
        }
    }

    /** True when the output was there; a newer one, or one elsewhere, stays. */
    private static boolean outputLost(StageBoard stage, TaskAttemptId lost, ExecutorId from) {
        boolean there = lost.partition() < stage.size() && stage.task(lost.partition()) instanceof TaskState.Done(var output)
                && output.attempt().equals(lost) && output.executor().equals(from);
        if (there) {
            stage.waitAgain(lost.partition());
            if (stage.job().isResult(stage)) {
                stage.job().given().clear(lost.partition());
            }
        }
        return there;
    }

    /** True when the attempt's output is the one that counts. */
    boolean isOutput(TaskAttemptId attempt) {
        StageBoard stage = board.stage(attempt.stage());
        return stage != null && attempt.partition() < stage.size()
                && stage.task(attempt.partition()) instanceof TaskState.Done(var output) && output.attempt().equals(attempt);
    }

    /** The driver could not read it, so that another executor is the better place, if there is one. */
    void resultLost(ExecutorId executor, BlockId block) {
        StageBoard stage = board.stage(block.attempt().stage());
        if (stage == null || !outputLost(stage, block.attempt(), executor)) {
            return;
        }
        if (stage.job().isResult(stage)) {
            stage.job().setComplete(false);
        }
        int losses = stage.lostOutput(block.attempt().partition());
        if (losses >= stage.job().rules().attempts() * RESULTS_AN_ATTEMPT) {
            fail.accept(stage.job(), tooMany(block.attempt(), losses, ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", block, "executor",
                    executor, "detail", "the driver cannot read what is left there.")));
        } else {
            exclusions.exclude(executor, board.nowMillis() + DOUBT_MILLIS * 2);
        }
    }

    /** Its tasks run elsewhere, its outputs are computed again where somebody needs them. */
    void executorLost(ExecutorId executor, EngineException reason) {
        ExecutorBoard lost = board.executors().remove(executor);
        if (lost == null) {
            return;
        }
        exclusions.forget(executor);
        suspicions.forget(executor);
        for (JobBoard job : List.copyOf(board.jobs().values())) {
            for (StageBoard stage : job.stages()) {
                stage.holders().remove(lost);
                for (int partition = 0; partition < stage.size(); partition++) {
                    lose(stage, partition, lost, reason);
                }
            }
        }
    }

    private void lose(StageBoard stage, int partition, ExecutorBoard lost, EngineException reason) {
        switch (stage.task(partition)) {
            case TaskState.Waiting _ -> {
            }
            case TaskState.Running(var run, var copy) -> {
                if (run.on() == lost || copy != null && copy.on() == lost) {
                    loseAttempt(stage, partition, run.on() == lost || copy == null ? run : copy, reason);
                }
            }
            case TaskState.Done(var output) -> {
                if (output.executor().equals(lost.id())) {
                    loseOutput(stage, partition);
                }
            }
        }
    }

    private void loseAttempt(StageBoard stage, int partition, TaskState.TaskRun run, EngineException reason) {
        stage.ended(partition, run);
        int losses = stage.lostExecutor(partition);
        if (losses >= MAX_EXECUTOR_LOSSES) {
            fail.accept(stage.job(), ErrorCondition.TASK_KILLS_EXECUTOR.caused(reason, "task",
                    new TaskAttemptId(stage.id(), partition, run.attempt()), "count", losses, "detail", reason.getMessage()));
        }
    }

    /** A result that was given away may have been read: only whoever finds it gone asks for it again, or a job that reads it. */
    private static void loseOutput(StageBoard stage, int partition) {
        JobBoard job = stage.job();
        if (!job.isResult(stage)) {
            stage.waitAgain(partition);
        } else if (!job.given().get(partition) || !stage.readers().isEmpty()) {
            job.given().clear(partition);
            stage.waitAgain(partition);
        }
    }
}
