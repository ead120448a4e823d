package dev.millrace.spi;

/** Hears how queries go on; called by the engine's threads, so it returns soon and never throws. */
public interface QueryListener {

    /**
     * @param stage number of the stage; @param tasks tasks it has; @param done tasks that have succeeded; @param rowsRead rows read by
     * the query so far
     */
    void progress(String job, int stage, String description, int tasks, int done, long rowsRead);

    /** What the query has cost so far; follows {@code progress} and counts the tasks that are done. */
    default void cost(String job, QueryStatistics soFar) {}

    /** No executor has been there for two seconds; the query waits. */
    void waitingForExecutor(String job);

    void ended(String job, QueryStatistics statistics, boolean succeeded);
}
