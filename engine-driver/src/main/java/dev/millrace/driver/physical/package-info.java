/**
 * Chooses algorithms, exchanges and numbers of partitions.
 *
 * <p>In: an optimized {@code plan.logical}, statistics of its tables. Out: {@code plan.physical}, made by
 * {@link dev.millrace.driver.physical.PhysicalPlanner}.
 *
 * <p>Invariant: what an algorithm needs of its input (one partition, equal keys together, an order) is established below it. Next: {@code
 * driver.stage}. Not here: rewriting (driver.optimize), run-time adaption (driver.stage).
 */
@NullMarked
package dev.millrace.driver.physical;

import org.jspecify.annotations.NullMarked;
