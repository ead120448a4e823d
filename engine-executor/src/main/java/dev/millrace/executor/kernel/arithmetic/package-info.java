/**
 * Numbers, dates and intervals: the loops behind {@code Arithmetic}.
 *
 * <p>In: two operands of one storage, decimals also of different ones. Out: a flat vector of the expression's type.
 *
 * <p>Invariant: fast loops wrap around and note an error for all rows together; a row is looked at by itself only then. A check is left
 * out where precision proves that it cannot fail. Next: {@code compare}. Not here: result types (the analyzer chose them), conversions
 * ({@code cast}).
 */
@NullMarked
package dev.millrace.executor.kernel.arithmetic;

import org.jspecify.annotations.NullMarked;
