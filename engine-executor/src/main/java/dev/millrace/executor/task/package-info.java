/**
 * Running tasks: slots, threads, budgets, and what comes of an attempt.
 *
 * <p>In: {@code TaskDescription}s from the driver. Out: {@link dev.millrace.executor.task.ExecutorNode}, which decides by
 * {@link dev.millrace.executor.task.ExecutorState}, performs its actions with threads, and reports a {@code
 * TaskOutcome} for each.
 *
 * <p>Invariant: an attempt that has ended holds no memory, no file and no thread; an attempt that was cancelled leaves no output. Next:
 * {@code operator}. Not here: which task runs where (the driver).
 */
@NullMarked
package dev.millrace.executor.task;

import org.jspecify.annotations.NullMarked;
