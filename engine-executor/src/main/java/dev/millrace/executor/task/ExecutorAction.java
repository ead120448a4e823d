package dev.millrace.executor.task;

import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;

/** Something an executor is to do. */
public sealed interface ExecutorAction {

    /** Prepare for a job's first task. */
    record OpenJob(JobId job) implements ExecutorAction {}

    /** Run the attempt; its end returns as {@link ExecutorEvent.Ended}. There is a thread for it: no more are started than slots. */
    record Start(TaskAttemptId attempt) implements ExecutorAction {}

    /** End a running attempt soon; its end returns as {@link ExecutorEvent.Ended} too. */
    record Interrupt(TaskAttemptId attempt) implements ExecutorAction {}

    /** Give up an attempt that has not been started. */
    record Forget(TaskAttemptId attempt) implements ExecutorAction {}

    /** Tell the driver. */
    record Report(TaskAttemptId attempt, TaskOutcome outcome) implements ExecutorAction {}

    /** Free what the attempt has left in the store: nobody will be told of it. */
    record Discard(TaskAttemptId attempt) implements ExecutorAction {}

    /** Free the stage's outputs and what was made of them. */
    record FreeStage(StageId stage) implements ExecutorAction {}

    /** Free the outputs of all stages of the job and what was made of them. */
    record FreeJob(JobId job) implements ExecutorAction {}

    /** Every task of a dropped job has ended: what they shared can go. */
    record CloseJob(JobId job) implements ExecutorAction {}
}
