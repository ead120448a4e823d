/**
 * Counts, sums and averages: the hot part of most aggregations, all calls updated together.
 *
 * <p>In: argument vectors or state columns, with each row's group. Out:
 * {@link dev.millrace.executor.operator.aggregate.sums.SumAccumulator}.
 *
 * <p>Invariant: sums of integers and decimals are exact whatever the order of the rows; they overflow only where the result or a partial
 * one does not fit.
 * Next: the operator. Not here: all other functions ({@code states}).
 */
@NullMarked
package dev.millrace.executor.operator.aggregate.sums;

import org.jspecify.annotations.NullMarked;
