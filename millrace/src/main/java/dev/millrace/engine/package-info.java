/**
 * The composition root: puts driver, executor, shuffle and files together by constructor.
 *
 * <p>In: a master and settings. Out: a {@link dev.millrace.spi.QueryEngine}, and the executor that a daemon runs.
 *
 * <p>Invariant: everything that is opened here is closed by the engine's {@code close()}, in the reverse order. Next:
 * {@code dev.millrace.driver.session}.
 * Not here: any decision about a query.
 */
@NullMarked
package dev.millrace.engine;

import org.jspecify.annotations.NullMarked;
