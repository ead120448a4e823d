/**
 * Random SQL, run by Millrace and by DuckDB.
 *
 * <p>In: a seed. Out: the queries to which the answers differ, with the tables that show it.
 *
 * <p>Invariant: equal seeds make equal tables and queries. Next: {@code benchmarks.oracle}, which compares answers. Not here: queries that
 * people wrote ({@code benchmarks.oracle}).
 */
@NullMarked
package dev.millrace.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
