package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.Map;

/** Something to be done. What comes of it returns as a {@link JobEvent}. */
public sealed interface Action {

    /** @param inputs what the task reads of each parent stage */
    record LaunchTask(ExecutorId executor, TaskAttemptId attempt, Map<Integer, ShuffleInput> inputs) implements Action {}

    record CancelTask(ExecutorId executor, TaskAttemptId attempt) implements Action {}

    /** A task of any stage has succeeded. */
    record TaskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) implements Action {}

    /** A partition of the result can be read; comes once for each partition, again only after a {@link JobEvent.ResultLost}. */
    record ResultReady(JobId job, int partition, TaskOutcome.Succeeded outcome) implements Action {}

    /** Nobody reads this stage's outputs any more. */
    record DropStage(ExecutorId executor, StageId stage) implements Action {}

    record DropJob(ExecutorId executor, JobId job) implements Action {}

    /** Every partition of the result is ready. */
    record CompleteJob(JobId job) implements Action {}

    record FailJob(JobId job, EngineException error) implements Action {}

    /** No executor is there to run anything; said once a job. */
    record WarnNoExecutor(JobId job) implements Action {}
}
