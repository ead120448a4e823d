/**
 * Running operators: each pulls batches from its inputs and gives batches.
 *
 * <p>In: {@code PhysicalPlan} nodes. Out: {@link dev.millrace.executor.operator.Operator} trees, made by
 * {@link dev.millrace.executor.operator.OperatorFactory}, one for each task attempt.
 *
 * <p>Invariant: one thread per tree; whatever an operator holds is counted in its memory pool and given back by {@code close()},
 * whenever that comes.
 * Next: {@code task}. Not here: expressions (kernel), partitioning and blocks (engine-shuffle).
 */
@NullMarked
package dev.millrace.executor.operator;

import org.jspecify.annotations.NullMarked;
