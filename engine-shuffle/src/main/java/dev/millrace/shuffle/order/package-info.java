/**
 * The order of rows by sort keys.
 *
 * <p>In: {@code SortKey}s and the vectors their expressions gave. Out: {@link dev.millrace.shuffle.order.RowOrder}, which range
 * partitioning, sorting and merging share, so that they never disagree about a null, a NaN or a negative zero.
 *
 * <p>Invariant: two rows compare as equal exactly when every key's values are equal or both null. Next: {@code shuffle.write}. Not here:
 * sorting.
 */
@NullMarked
package dev.millrace.shuffle.order;

import org.jspecify.annotations.NullMarked;
