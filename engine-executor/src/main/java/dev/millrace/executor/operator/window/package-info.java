/**
 * Window functions over sorted rows.
 *
 * <p>In: {@code WindowExec}, rows in the order of its partition and order keys. Out: {@link
 * dev.millrace.executor.operator.window.WindowOperator}.
 *
 * <p>Invariant: a partition is held as a whole until its last row has been seen, and no longer; one that does not fit is written to disk
 * and read again, as much at a time as its frames reach. Next: {@code operator.aggregate}, whose accumulators are used for aggregates over
 * frames. Not here: sorting.
 */
@NullMarked
package dev.millrace.executor.operator.window;

import org.jspecify.annotations.NullMarked;
