/**
 * The command {@code millrace bench}: benchmark data and timed queries.
 *
 * <p>In: a scale. Out: Parquet folders, or a line for each timed run on standard output.
 *
 * <p>Invariant: data and answers are the same on every machine. Next: {@code dev.millrace.api}. Not here: other engines to compare with
 * (benchmarks).
 */
@NullMarked
package dev.millrace.cli.bench;

import org.jspecify.annotations.NullMarked;
