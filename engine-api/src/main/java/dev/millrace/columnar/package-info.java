/**
 * Columns in memory: vectors on the heap inside a task, Arrow blocks in native memory between tasks.
 *
 * <p>In: {@code types}, {@code memory}. Out: {@link dev.millrace.columnar.Vector}, {@link dev.millrace.columnar.Batch},
 * {@link dev.millrace.columnar.Block}, and the few operations everybody needs (gather, append, encode, decode).
 *
 * <p>Invariant: a vector is a value over arrays which its producer may reuse: a batch that an operator returned is valid until that
 * operator's next call; who keeps rows longer copies them ({@link dev.millrace.columnar.VectorBuilder}) or encodes a block. Next: {@code
 * expr}. Not here: kernels that compute.
 */
@NullMarked
package dev.millrace.columnar;

import org.jspecify.annotations.NullMarked;
