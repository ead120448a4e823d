/**
 * Small questions about typed expressions that analysis, optimization and planning share.
 *
 * <p>In: {@code expr}. Out: conjuncts, references, substitutions.
 *
 * <p>Invariant: nothing here knows a plan. Next: {@code driver.optimize}, {@code driver.physical}. Not here: evaluation (the kernels do
 * that).
 */
@NullMarked
package dev.millrace.driver.expression;

import org.jspecify.annotations.NullMarked;
