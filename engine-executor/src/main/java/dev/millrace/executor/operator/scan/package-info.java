/**
 * Reading tables.
 *
 * <p>In: {@code ScanExec}, a {@code DataSource}. Out: {@link dev.millrace.executor.operator.scan.ScanOperator}, and the filters that a
 * join's build side sends down to it ({@link dev.millrace.executor.operator.scan.RuntimeFilter}).
 *
 * <p>Invariant: what a scan gives passes every conjunct of its node, whether the reader applied them or not. Next: {@code operator.row}.
 * Not here: formats.
 */
@NullMarked
package dev.millrace.executor.operator.scan;

import org.jspecify.annotations.NullMarked;
