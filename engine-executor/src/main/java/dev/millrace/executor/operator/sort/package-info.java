/**
 * Ordering rows: sort, the first N, and merging what is sorted already.
 *
 * <p>In: batches and {@code SortKey}s. Out: {@link dev.millrace.executor.operator.sort.SortOperator},
 * {@link dev.millrace.executor.operator.sort.TopNOperator}, {@link dev.millrace.executor.operator.sort.SortedMerge}.
 *
 * <p>Invariant: rows are ordered by 64-bit numbers made of their keys; the keys themselves are compared only where those are equal. Next:
 * {@code operator.window}. Not here: what the order means ({@code shuffle.order}).
 */
@NullMarked
package dev.millrace.executor.operator.sort;

import org.jspecify.annotations.NullMarked;
