/**
 * How many decisions the scheduler takes in a second.
 *
 * <p>In: jobs of a hundred thousand tasks, two hundred executors that end what they are given at once. Out: figures by
 * {@link dev.millrace.benchmarks.schedule.SchedulerSpeed}.
 *
 * <p>Invariant: nothing is run but the scheduler, on one thread. Next: {@code benchmarks.cluster}. Not here: running tasks.
 */
@NullMarked
package dev.millrace.benchmarks.schedule;

import org.jspecify.annotations.NullMarked;
