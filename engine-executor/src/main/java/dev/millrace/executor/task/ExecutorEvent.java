package dev.millrace.executor.task;

import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;

/** Something that happened to an executor. */
public sealed interface ExecutorEvent {

    /** The driver wants the attempt to run. */
    record Launched(TaskAttemptId attempt) implements ExecutorEvent {}

    /** The driver wants nothing more of the attempt. */
    record Cancelled(TaskAttemptId attempt) implements ExecutorEvent {}

    /** An attempt that was started has come to its end, whatever that is. */
    record Ended(TaskAttemptId attempt, TaskOutcome outcome) implements ExecutorEvent {}

    /** Nobody reads the stage's outputs any more. */
    record StageDropped(StageId stage) implements ExecutorEvent {}

    /** The job has ended. */
    record JobDropped(JobId job) implements ExecutorEvent {}

    /** The driver has gone or the executor is to end: nothing is launched from now on. */
    record Closed() implements ExecutorEvent {}
}
