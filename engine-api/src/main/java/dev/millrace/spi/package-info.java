/**
 * What somebody implements to plug something in: data sources and sinks over batches, and the engine behind a session.
 *
 * <p>In: {@code columnar}, {@code plan}. Out: {@link dev.millrace.spi.DataSource} with its planning face
 * ({@link dev.millrace.spi.Table}) for the driver and
 * its task face ({@link dev.millrace.spi.BatchReader}, {@link dev.millrace.spi.BatchWriter}) for executors;
 * {@link dev.millrace.spi.QueryEngine}.
 *
 * <p>Invariant: a task face gets everything it needs in its request; it never asks the driver. Next: {@code transport}. Not here: file
 * formats.
 */
@NullMarked
package dev.millrace.spi;

import org.jspecify.annotations.NullMarked;
