/**
 * Batches from Parquet files: the task face.
 * In: pages and the columns that are wanted. Out: vectors over arrays that are reused from batch to batch; dictionaries stay encoded.
 * Invariant: a batch never crosses a row group; bytes that a vector points to stay in place until the next batch is asked for.
 * Next package: parquet (the planning face). Not here: evaluating filters, which the engine brings along.
 */
@NullMarked
package dev.millrace.files.parquet.read;

import org.jspecify.annotations.NullMarked;
