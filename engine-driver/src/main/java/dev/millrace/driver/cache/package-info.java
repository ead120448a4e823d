/**
 * Plans whose rows are kept on executors.
 *
 * <p>In: an analyzed {@code plan.logical}. Out: the same plan with a {@link dev.millrace.driver.cache.CachedTable} wherever a part of it
 * is kept.
 *
 * <p>Invariant: what a query was promised stays until it has been submitted. Next: {@code driver.optimize}. Not here: where rows lie
 * (driver.schedule), how they are stored (engine-shuffle).
 */
@NullMarked
package dev.millrace.driver.cache;

import org.jspecify.annotations.NullMarked;
