/**
 * How long planning takes.
 *
 * <p>In: SQL text, tables on disk. Out: times of JMH, by {@link dev.millrace.benchmarks.planning.PlanningBenchmark}.
 *
 * <p>Invariant: nothing is run but parser, analyzer, optimizer and planner. Next: {@code benchmarks.tpch}. Not here: running queries.
 */
@NullMarked
package dev.millrace.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
