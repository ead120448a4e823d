/**
 * What moving rows between stages costs.
 *
 * <p>In: sizes, a folder. Out: figures on the console, by {@link dev.millrace.benchmarks.shuffle.LargeShuffle} and
 * {@link dev.millrace.benchmarks.shuffle.FetchThroughput}, each beside what the disk or the connection allows in the same run.
 *
 * <p>Invariant: a result that is wrong or a file that is left is an error, however fast it was. Next: {@code benchmarks.tpch}. Not here:
 * queries.
 */
@NullMarked
package dev.millrace.benchmarks.shuffle;

import org.jspecify.annotations.NullMarked;
