package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.Map;
import java.util.Optional;

/** Something to be done. What comes of it returns as a {@link JobEvent}. */
public sealed interface Action {

    /**
     * @param inputs what the task reads of each parent stage
     * @param copy   a second attempt beside one that takes long: the first that succeeds counts
     */
    record LaunchTask(ExecutorId executor, TaskAttemptId attempt, Map<Integer, ShuffleInput> inputs, boolean copy) implements Action {}

    /** Nobody wants the attempt: it ends soon, and when it has ended already its output goes. */
    record CancelTask(ExecutorId executor, TaskAttemptId attempt) implements Action {}

    /** A task of any stage has succeeded. */
    record TaskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) implements Action {}

    /**
     * A partition of the result can be read; comes once for each partition, and again after a {@link JobEvent.ResultLost} or a
     * {@link RetractResult}, and when the outputs of a result that other jobs read were lost.
     */
    record ResultReady(JobId job, int partition, TaskOutcome.Succeeded outcome) implements Action {}

    /**
     * A partition that was ready was computed from something that has changed. Unless it was read already it is forgotten, and comes
     * again; otherwise the job has to end with {@code error} ({@link JobEvent.JobCancelled}), for nobody can take back what was read.
     */
    record RetractResult(JobId job, int partition, EngineException error) implements Action {}

    /** Nobody reads this stage's outputs any more. */
    record DropStage(ExecutorId executor, StageId stage) implements Action {}

    record DropJob(ExecutorId executor, JobId job) implements Action {}

    /** Every partition of the result is ready. */
    record CompleteJob(JobId job) implements Action {}

    record FailJob(JobId job, EngineException error) implements Action {}

    /** No executor is there to run anything; said once each time. */
    record WarnNoExecutor(JobId job) implements Action {}

    /** The executor gets no more tasks until then, of one job or of any. Nothing is to be done; people may want to know. */
    record ExcludeExecutor(ExecutorId executor, Optional<JobId> job, long untilMillis) implements Action {}

    /** Nothing runs on an executor that wants to leave, and nobody reads from it; said once. */
    record LetGo(ExecutorId executor) implements Action {}

    /** What a stage's tasks read was decided by the sizes of its input; comes before the stage's first launch. */
    record StageAdapted(JobId job, StageSpec stage) implements Action {}

    /** The executor is registered but cannot be reached: from now on it counts as lost, and is to be told so. */
    record DismissExecutor(ExecutorId executor, EngineException reason) implements Action {}
}
