/**
 * Cuts a physical plan into stages at exchanges.
 *
 * <p>In: {@code plan.physical}. Out: {@link dev.millrace.driver.stage.StageGraph} in topological order.
 *
 * <p>Invariant: inside a stage an exchange appears only as the output (write) or a {@code ShuffleReadExec} leaf (read). Next: {@code
 * driver.schedule}. Not here: where tasks run (driver.schedule), how bytes move (engine-shuffle).
 */
@NullMarked
package dev.millrace.driver.stage;

import org.jspecify.annotations.NullMarked;
