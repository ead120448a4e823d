package dev.millrace.transport;

import dev.millrace.error.EngineException;
import java.util.List;

/** Hears how a run goes on. Called by threads of the engine or the connection, one at a time: returns soon and never throws. */
public interface PlanObserver {

    /** The stages as they are planned now; told at the start, and again when what was measured has changed them. */
    void stages(List<StageSummary> stages);

    void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome);

    /** @param rowsRead by this attempt so far */
    void taskProgress(TaskAttemptId attempt, long rowsRead);

    /** The run has ended in an error; also one that had ended well and kept its rows, when they got lost for good. */
    default void failed(EngineException error) {}

    /** No executor has been there for two seconds. */
    void noExecutor();
}
