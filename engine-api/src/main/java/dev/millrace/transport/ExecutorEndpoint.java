package dev.millrace.transport;

/** An executor as the driver sees it. Calls return at once; what comes of them arrives at the {@link DriverEndpoint}. */
public interface ExecutorEndpoint {

    ExecutorId id();

    /** Tasks it runs at once. */
    int slots();

    void launch(TaskDescription task);

    /** Ends the attempt soon; no outcome may follow, and a late one is ignored. What an attempt that has ended left is freed. */
    void cancel(TaskAttemptId attempt);

    /** An executor that wanted to leave may do so now; one in the driver's own process never wants to. */
    default void letGo() {}

    /** Frees every output of the job, and what runs for it. */
    void dropJob(JobId job);

    /** Frees the outputs of one stage that nobody reads any more. */
    void dropStage(StageId stage);

    /** The driver takes it for lost: it is to end its connection. Nothing is to be done in one process. */
    default void dismiss() {}
}
