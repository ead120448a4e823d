/**
 * Answers of Millrace beside those of DuckDB over the same files.
 *
 * <p>In: a folder of tables and a folder of queries. Out: where the answers differ.
 *
 * <p>Invariant: numbers are compared with a tolerance, order only where a query asks for one. Next: {@code dev.millrace.api}. Not here:
 * times (module peers).
 */
@NullMarked
package dev.millrace.benchmarks.oracle;

import org.jspecify.annotations.NullMarked;
