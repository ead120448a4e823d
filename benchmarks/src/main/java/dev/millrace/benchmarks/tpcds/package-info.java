/**
 * Data of the TPC-DS benchmark.
 *
 * <p>In: a scale. Out: a folder of Parquet for each of its tables.
 *
 * <p>Invariant: the same rows on every machine. Next: {@code dev.millrace.benchmarks.oracle}, which runs queries over them. Not here:
 * queries.
 */
@NullMarked
package dev.millrace.benchmarks.tpcds;

import org.jspecify.annotations.NullMarked;
