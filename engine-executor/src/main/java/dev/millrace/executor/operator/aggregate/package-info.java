/**
 * Grouping by hash: finds each row's group, updates the groups' states, gives states or results; spills what does not fit.
 *
 * <p>In: a {@code HashAggregateExec} and its input. Out: {@link dev.millrace.executor.operator.aggregate.HashAggregateOperator}.
 *
 * <p>Invariant: group numbers are dense and start at 0; whatever is held is counted in the task's memory pool. Next:
 * {@code groups} (row to group), {@code sums} and {@code states} (group to value). Not here: DISTINCT as a plan, GROUPING SETS (both are
 * rewritten before).
 */
@NullMarked
package dev.millrace.executor.operator.aggregate;

import org.jspecify.annotations.NullMarked;
