/**
 * A total sort to disk, beside GNU sort.
 *
 * <p>In: a folder for the data, which is made there from a seed. Out: seconds of both and their ratio, by
 * {@link dev.millrace.benchmarks.sort.TotalSort}.
 *
 * <p>Invariant: both write the same lines, which is verified. Next: {@code benchmarks.tpch}. Not here: sorting (engine-executor).
 */
@NullMarked
package dev.millrace.benchmarks.sort;

import org.jspecify.annotations.NullMarked;
