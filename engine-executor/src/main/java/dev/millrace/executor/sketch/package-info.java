/**
 * Summaries of many values in few bytes: distinct counts, quantiles, frequencies, sets of small numbers.
 *
 * <p>In: values of columns, bytes of summaries. Out: bytes of summaries, in the format of Apache DataSketches where it has one; estimates.
 *
 * <p>Invariant: the order in which values and summaries come does not matter but for the estimates' error. Next: {@code
 * dev.millrace.executor.operator.aggregate.states} and {@code kernel.function}. Not here: {@code approx_count_distinct}.
 */
@NullMarked
package dev.millrace.executor.sketch;

import org.jspecify.annotations.NullMarked;
