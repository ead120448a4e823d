/**
 * SQL text to statements.
 *
 * <p>In: text, with values for its parameter markers. Out: {@link dev.millrace.plan.command.Statement} and
 * {@link dev.millrace.plan.unresolved.UnresolvedPlan}, by way of {@link dev.millrace.sql.AntlrSqlParser}.
 *
 * <p>Invariant: any text gives a tree of bounded depth or one EngineException, in time proportional to its length. Next: the analyzer. Not
 * here: what a name means, what type an expression has.
 */
@NullMarked
package dev.millrace.sql;

import org.jspecify.annotations.NullMarked;
