/**
 * Finds a cheap order of joins.
 *
 * <p>In: a tree of joins from {@code plan.logical}, {@code driver.statistics}. Out: a tree that gives the same rows, by
 * {@link dev.millrace.driver.joinorder.JoinGraph#reordered}.
 *
 * <p>Invariant: a relation that is joined otherwise than INNER comes after all relations that its condition looks at. Next: {@code
 * driver.optimize}. Not here: which side is built, whether it is broadcast (driver.physical).
 */
@NullMarked
package dev.millrace.driver.joinorder;

import org.jspecify.annotations.NullMarked;
