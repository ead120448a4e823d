/**
 * Map outputs that lie on one executor: in memory, or on disk when the memory is wanted.
 *
 * <p>In: the blocks of an attempt. Out: {@link dev.millrace.shuffle.store.BlockStore}, a {@code BlockSource} over them.
 *
 * <p>Invariant: an attempt's output is there as a whole or not at all; what a reader has opened stays readable until it closes it, dropped
 * or not. Next: the operators that read shuffles. Not here: blocks of other executors (transport).
 */
@NullMarked
package dev.millrace.shuffle.store;

import org.jspecify.annotations.NullMarked;
