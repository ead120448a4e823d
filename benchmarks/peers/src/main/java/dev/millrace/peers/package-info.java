/**
 * Millrace, Spark and DuckDB over the same files, each in a process of its own, and their times side by side.
 *
 * <p>In: a folder of Parquet tables and a folder of queries. Out: a Markdown table of medians, ratios and totals.
 *
 * <p>Invariant: every engine counts from the SQL text to the last row as Java values, and answers are compared by checksum. Next:
 * {@code bin/millrace bench tpch}, which measures Millrace. Not here: classes of Millrace; this runs on an older Java for Spark's sake.
 */
@NullMarked
package dev.millrace.peers;

import org.jspecify.annotations.NullMarked;
