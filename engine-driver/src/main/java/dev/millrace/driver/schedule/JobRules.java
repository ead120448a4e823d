package dev.millrace.driver.schedule;

/**
 * What a job asks of the scheduler.
 *
 * <p>Example: {@code JobRules.plain(4, 30_000)} tries each task four times and waits half a minute for an executor.
 *
 * @param attempts           failures of one task that fail the job
 * @param executorWaitMillis how long the job waits while there is no executor
 * @param keepBytes          outputs that nobody reads any more are kept up to this size, so that a later loss costs little
 * @param localityWaitMillis how long a task waits for the executor that holds most of its input
 * @param exclusionMillis    how long an executor that fails tasks is left out; 0 leaves none out
 * @param speculation        when stragglers get a second attempt
 */
public record JobRules(int attempts, long executorWaitMillis, long keepBytes, long localityWaitMillis, long exclusionMillis,
        Speculation speculation) {

    /**
     * A task that has run {@code multiplier} times as long as its stage's median, and at least {@code minMillis}, is a straggler once
     * {@code quantile} of the stage's tasks have ended.
     */
    public record Speculation(boolean on, double multiplier, double quantile, long minMillis) {

        public static final Speculation OFF = new Speculation(false, 3, 0.75, 1000);
    }

    /** Without waiting for places, keeping outputs or speculation. */
    public static JobRules plain(int attempts, long executorWaitMillis) {
        return new JobRules(attempts, executorWaitMillis, 0, 0, 60_000, Speculation.OFF);
    }
}
