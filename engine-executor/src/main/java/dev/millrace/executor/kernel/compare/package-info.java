/**
 * Comparisons: of columns with columns and with constants, as columns of booleans or as selections of rows.
 *
 * <p>In: two operands of one type. Out: a {@code BooleanVector}, or row numbers in ascending order.
 *
 * <p>Invariant: one order for everybody: NaN equals NaN and is the largest, -0.0 equals 0.0, text is compared by unsigned bytes, in
 * nested values a null comes first. Next: {@code cast}. Not here: three-valued logic (the package above).
 */
@NullMarked
package dev.millrace.executor.kernel.compare;

import org.jspecify.annotations.NullMarked;
