/**
 * Runs jobs: feeds the scheduler with events from one thread and performs its actions.
 *
 * <p>In: stages from {@code driver.stage}. Out: {@link dev.millrace.driver.job.RunningJob}, from which the session reads the result's
 * partitions.
 *
 * <p>Invariant: only the loop's thread touches the scheduler; whoever waits for a job is told of its end, whatever that is.
 * Next: {@code dev.millrace.transport}, behind which executors are. Not here: decisions ({@code driver.schedule}).
 */
@NullMarked
package dev.millrace.driver.job;

import org.jspecify.annotations.NullMarked;
