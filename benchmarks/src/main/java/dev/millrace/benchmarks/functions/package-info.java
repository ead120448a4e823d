/**
 * What a row costs in each function, beside DuckDB.
 *
 * <p>In: a number of rows, names of functions. Out: nanoseconds a row of both, and the functions that are slowest beside DuckDB's.
 *
 * <p>Invariant: both read the same Parquet file, and what reading it costs is subtracted. Next: {@code dev.millrace.api}. Not here: whole
 * queries ({@code dev.millrace.benchmarks.tpch}).
 */
@NullMarked
package dev.millrace.benchmarks.functions;

import org.jspecify.annotations.NullMarked;
