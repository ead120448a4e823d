/**
 * What is kept for each group: accumulators by family of functions.
 *
 * <p>In: argument vectors or state columns, with each row's group. Out: state columns ({@code AggregateStates}) or results.
 *
 * <p>Invariant: merging the states of any division of the rows gives what updating with all rows gives (doubles within rounding). Next:
 * the operator.
 * Not here: finding groups.
 */
@NullMarked
package dev.millrace.executor.operator.aggregate.states;

import org.jspecify.annotations.NullMarked;
