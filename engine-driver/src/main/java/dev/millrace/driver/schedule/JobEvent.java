package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.List;

/** Something that happened. Time arrives as an event as well. */
public sealed interface JobEvent {

    /** @param slots tasks that the executor runs at once */
    record ExecutorRegistered(ExecutorId executor, int slots) implements JobEvent {}

    /** However it was noticed: a closed connection, a missed heartbeat, an orderly leave. */
    record ExecutorLost(ExecutorId executor, EngineException reason) implements JobEvent {}

    /** The executor wants to leave: it gets nothing more and goes on serving blocks until it is let go. */
    record ExecutorDraining(ExecutorId executor) implements JobEvent {}

    /** @param stages parents before children; the last one is the result stage */
    record JobSubmitted(JobId job, List<StageSpec> stages, JobRules rules) implements JobEvent {
        public JobSubmitted {
            stages = List.copyOf(stages);
        }

        public JobSubmitted(JobId job, List<StageSpec> stages, int attempts, long executorWaitMillis) {
            this(job, stages, JobRules.plain(attempts, executorWaitMillis));
        }
    }

    record TaskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) implements JobEvent {}

    /** The driver could not read a result block. */
    record ResultLost(ExecutorId executor, BlockId block) implements JobEvent {}

    /** Somebody wants the job to end; {@code reason} is what its result ends in. */
    record JobCancelled(JobId job, EngineException reason) implements JobEvent {}

    /** The result has been read: everything the job holds can go. */
    record JobReleased(JobId job) implements JobEvent {}

    /** @param nowMillis from any fixed origin, never smaller than before */
    record Tick(long nowMillis) implements JobEvent {}
}
