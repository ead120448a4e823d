/**
 * Gives every name a column and every expression a type.
 *
 * <p>In: {@code plan.unresolved}, the function registry, views and data sources. Out: {@code plan.logical}, made by
 * {@link dev.millrace.driver.analyze.Analyzer}.
 *
 * <p>Invariant: what comes out is well typed, with every implicit cast written out; what cannot be resolved is an error that names the text
 * and the types. Next: {@code driver.optimize}. Not here: anything that only makes a plan faster.
 */
@NullMarked
package dev.millrace.driver.analyze;

import org.jspecify.annotations.NullMarked;
