/**
 * Operators that look at one batch at a time and keep nothing: filter, project, limit, union, coalesce, sample, expand, generate, and the
 * leaves that make rows of nothing.
 *
 * <p>In: batches. Out: batches, most of them over the same arrays.
 *
 * <p>Invariant: memory does not grow with the number of rows. Next: {@code operator.join}. Not here: whatever waits for its input's end.
 */
@NullMarked
package dev.millrace.executor.operator.row;

import org.jspecify.annotations.NullMarked;
