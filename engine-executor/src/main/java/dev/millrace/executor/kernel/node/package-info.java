/**
 * What stands for the nodes of an expression that are more than a loop: which rows a part is computed for, and on what.
 *
 * <p>In: evaluators and kernels of the parts. Out: {@link dev.millrace.executor.kernel.Evaluator} and
 * {@link dev.millrace.executor.kernel.Predicate}.
 *
 * <p>Invariant: a part is evaluated only for rows that need it, or when it is cheap and cannot fail; the result is as long as the batch.
 * Next: the package above, which puts them together. Not here: loops ({@code vector}, {@code arithmetic}, {@code compare}, {@code cast}).
 */
@NullMarked
package dev.millrace.executor.kernel.node;

import org.jspecify.annotations.NullMarked;
