/**
 * Estimates how much a plan gives, from what tables know of themselves.
 *
 * <p>In: {@code plan.logical}, {@code spi.TableStatistics}. Out: {@link dev.millrace.driver.statistics.Estimate}, by
 * {@link dev.millrace.driver.statistics.Statistics}.
 *
 * <p>Invariant: estimates choose between plans that give the same rows; no result ever depends on one. Next: {@code driver.optimize},
 * {@code driver.physical}. Not here: reading statistics from files (engine-files), sizes measured while a job runs.
 */
@NullMarked
package dev.millrace.driver.statistics;

import org.jspecify.annotations.NullMarked;
