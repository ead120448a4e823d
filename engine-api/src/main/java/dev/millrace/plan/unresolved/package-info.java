/**
 * A query as the user wrote it: names, calls and literals that nobody has looked up.
 *
 * <p>In: the DataFrame API or the SQL parser. Out: {@link dev.millrace.plan.unresolved.UnresolvedPlan}.
 *
 * <p>Invariant: nothing here knows a type that was not written down. Every operator ({@code +}, {@code AND}, {@code LIKE} …) is an
 * {@link dev.millrace.plan.unresolved.UnresolvedCall} by its symbol. Next: the analyzer. Not here: checks.
 */
@NullMarked
package dev.millrace.plan.unresolved;

import org.jspecify.annotations.NullMarked;
