/**
 * Plans as text.
 *
 * <p>In: logical, physical and staged plans, and what their operators did. Out: the text of EXPLAIN, by {@link
 * dev.millrace.driver.explain.Explanation}.
 *
 * <p>Invariant: the text depends on the query and its tables only: no ids, no hash order, no addresses; so it can be compared with an
 * approved file. Next: nothing, it is for people. Not here: running the query (driver.session).
 */
@NullMarked
package dev.millrace.driver.explain;

import org.jspecify.annotations.NullMarked;
