/**
 * Joins.
 *
 * <p>In: two inputs, one of which (the build side) is read first and held. Out: {@link
 * dev.millrace.executor.operator.join.HashJoinOperator} for equal keys, {@link dev.millrace.executor.operator.join.NestedLoopJoinOperator}
 * for any condition.
 *
 * <p>Invariant: a {@link dev.millrace.executor.operator.join.JoinTable} is never changed once it is built, so that tasks may share one;
 * which of its rows have met a partner is known by the operator; what does not fit goes to disk, so memory never decides whether a join
 * works. Next: {@code operator.sort}. Not here: which side is built (the planner).
 */
@NullMarked
package dev.millrace.executor.operator.join;

import org.jspecify.annotations.NullMarked;
