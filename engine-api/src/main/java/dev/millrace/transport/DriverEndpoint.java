package dev.millrace.transport;

/** The driver as an executor sees it. Safe for use by several threads; returns at once. */
public interface DriverEndpoint {

    void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome);

    /** Rows that a running task has read so far, now and then. */
    void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead);
}
