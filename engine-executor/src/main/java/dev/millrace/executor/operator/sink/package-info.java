/**
 * Writing tables.
 *
 * <p>In: {@code WriteExec}, a {@code DataSource}. Out: {@link dev.millrace.executor.operator.sink.WriteOperator}, which gives no row but
 * files.
 *
 * <p>Invariant: files stay temporary; the driver publishes those of one attempt a task. Next: {@code task}. Not here: formats.
 */
@NullMarked
package dev.millrace.executor.operator.sink;

import org.jspecify.annotations.NullMarked;
