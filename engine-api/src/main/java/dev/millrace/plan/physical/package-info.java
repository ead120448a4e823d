/**
 * Physical plans: algorithms over partitions, and the exchanges between them.
 *
 * <p>In: {@code expr} with columns by position. Out: {@link dev.millrace.plan.physical.PhysicalPlan}; the only plans with a wire form.
 *
 * <p>Invariant: {@code InputRef} ordinals refer to the input's schema (for joins: left columns, then right). Inside a stage an
 * {@link dev.millrace.plan.physical.ExchangeExec} does not occur: it has become the stage's output and a
 * {@link dev.millrace.plan.physical.ShuffleReadExec}.
 * Next: {@code dev.millrace.driver.stage}, {@code dev.millrace.executor.operator}. Not here: operators.
 */
@NullMarked
package dev.millrace.plan.physical;

import org.jspecify.annotations.NullMarked;
