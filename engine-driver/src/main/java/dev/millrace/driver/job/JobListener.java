package dev.millrace.driver.job;

import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;

/** Hears how a job goes on, from the loop's thread or an executor's: returns soon. */
public interface JobListener {

    void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome);

    /** @param rowsRead by this attempt so far */
    void taskProgress(TaskAttemptId attempt, long rowsRead);

    /** No executor has been there for two seconds. */
    void noExecutor();
}
