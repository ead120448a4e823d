/**
 * TPC-H queries in the DataFrame API, beside DuckDB on the same files.
 *
 * <p>In: folders that {@code millrace bench generate} writes. Out: times of both engines, run in turn in one process.
 *
 * <p>Invariant: both read the same files with the same number of threads. Next: {@code dev.millrace.api}. Not here: micro-benchmarks.
 */
@NullMarked
package dev.millrace.benchmarks.tpch;

import org.jspecify.annotations.NullMarked;
