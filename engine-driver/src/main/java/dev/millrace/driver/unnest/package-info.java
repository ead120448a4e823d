/**
 * Removes the joins whose right side is computed anew for each left row, which is what correlated subqueries and LATERAL are at first.
 *
 * <p>In: {@code plan.logical} with dependent joins and mark joins. Out: the same rows from plain joins, by
 * {@link dev.millrace.driver.unnest.Unnesting}.
 *
 * <p>Invariant: nothing is refused for being correlated; where columns are compared by equality the left side is not repeated. Next:
 * {@code driver.optimize}. Not here: which subquery becomes which join ({@code driver.analyze}).
 */
@NullMarked
package dev.millrace.driver.unnest;

import org.jspecify.annotations.NullMarked;
