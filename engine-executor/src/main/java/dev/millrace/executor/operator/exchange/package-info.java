/**
 * Reading what other stages wrote.
 *
 * <p>In: {@code ShuffleReadExec}, the map outputs of its stage, a {@code BlockSource}. Out: {@link
 * dev.millrace.executor.operator.exchange.ShuffleReadOperator}.
 *
 * <p>Invariant: every row of every map output is given once; a block that cannot be read is an error that names it. Next: {@code
 * engine-shuffle}, which writes. Not here: where blocks lie and how they travel.
 */
@NullMarked
package dev.millrace.executor.operator.exchange;

import org.jspecify.annotations.NullMarked;
