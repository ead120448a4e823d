/**
 * How a task's rows become its map output.
 *
 * <p>In: batches, the output's {@code Partitioning} and the vectors of its keys. Out: blocks for each output partition in a
 * {@link dev.millrace.shuffle.store.BlockStore}, and the {@code MapOutput} that tells the driver of them.
 *
 * <p>Invariant: the same rows go to the same partitions in every process and in every run, in whatever batches they come. Next:
 * {@code shuffle.store}. Not here: evaluating key expressions (the executor), which cannot be seen from here.
 */
@NullMarked
package dev.millrace.shuffle.write;

import org.jspecify.annotations.NullMarked;
