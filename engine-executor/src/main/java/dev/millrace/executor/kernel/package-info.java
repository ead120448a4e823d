/**
 * Vectorized evaluation of expressions: static loops over arrays.
 *
 * <p>In: {@code Expr} over {@code InputRef}s. Out: an {@link dev.millrace.executor.kernel.Evaluator} or {@link
 * dev.millrace.executor.kernel.Predicate}, made by {@link dev.millrace.executor.kernel.ExprCompiler}.
 *
 * <p>Invariant: an evaluator reports an error only for rows that were asked for; what it computes for others is unspecified. Nothing
 * virtual happens inside a loop over rows. Next: {@code operator}. Not here: aggregates.
 */
@NullMarked
package dev.millrace.executor.kernel;

import org.jspecify.annotations.NullMarked;
