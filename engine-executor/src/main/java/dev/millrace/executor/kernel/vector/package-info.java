/**
 * What loops over rows work on: operands as plain arrays, result arrays that are reused, and the search for the row that is in error.
 *
 * <p>In: {@code Vector}s of any encoding. Out: {@link dev.millrace.executor.kernel.vector.BinaryKernel} and
 * {@link dev.millrace.executor.kernel.vector.UnaryKernel}, implemented by the packages beside this one.
 *
 * <p>Invariant: a kernel owns the arrays of its last result and writes no others. Next: {@code arithmetic}, {@code compare}, {@code
 * cast}. Not here: which rows of which branch are computed (the package above).
 */
@NullMarked
package dev.millrace.executor.kernel.vector;

import org.jspecify.annotations.NullMarked;
