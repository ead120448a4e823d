/**
 * Rewrites a logical plan into one that gives the same rows with less work.
 *
 * <p>In: {@code plan.logical} from the analyzer. Out: the same family, made by {@link dev.millrace.driver.optimize.Optimizer} with one
 * named rule after the other.
 *
 * <p>Invariant: a rule keeps the result's columns, their identities and types; this is checked after each. Next: {@code driver.physical}.
 * Not here: algorithms, numbers of partitions.
 */
@NullMarked
package dev.millrace.driver.optimize;

import org.jspecify.annotations.NullMarked;
