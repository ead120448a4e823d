/**
 * What the cluster costs beside one process, and what it does while its executors are killed.
 *
 * <p>In: a folder of tables and a folder of queries. Out: times, ratios, and counts of what went wrong.
 *
 * <p>Invariant: every answer is compared with that of a local session. Next: {@code dev.millrace.testkit.cluster}. Not here: tests.
 */
@NullMarked
package dev.millrace.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
