/**
 * A session's engine in the driver: analyzes, runs and explains queries, and keeps views and settings.
 *
 * <p>In: plans from the API. Out: {@link dev.millrace.spi.QueryResult}s.
 *
 * <p>Invariant: whatever way a query ends, its job is released. Next: {@code driver.job}. Not here: planning ({@code QueryPipeline}),
 * executors.
 */
@NullMarked
package dev.millrace.driver.session;

import org.jspecify.annotations.NullMarked;
