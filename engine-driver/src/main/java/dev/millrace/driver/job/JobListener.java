package dev.millrace.driver.job;

import dev.millrace.driver.stage.Stage;
import dev.millrace.error.EngineException;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.List;

/** Hears how a job goes on, from the loop's thread or an executor's: returns soon. */
public interface JobListener {

    /** The stages as they run now: what was measured has changed them. */
    default void adapted(List<Stage> stages) {}

    void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome);

    /** @param rowsRead by this attempt so far */
    void taskProgress(TaskAttemptId attempt, long rowsRead);

    /** The job has ended in an error, maybe after it was complete. */
    default void failed(EngineException error) {}

    /** No executor has been there for two seconds. */
    void noExecutor();
}
