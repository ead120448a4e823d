/**
 * The driver's front page: {@link dev.millrace.driver.QueryPipeline} shows the path of a query.
 *
 * <p>In: {@code plan.unresolved}. Out: the stages of a job.
 *
 * <p>Invariant: every step is a pure function; what runs and fails is elsewhere. Next: {@code driver.analyze}, then {@code
 * driver.optimize}, {@code driver.physical}, {@code driver.stage}. Not here: sessions (driver.session), jobs (driver.job).
 */
@NullMarked
package dev.millrace.driver;

import org.jspecify.annotations.NullMarked;
