/**
 * SQL statements: queries, and commands that change or tell something.
 *
 * <p>In: the SQL parser. Out: {@link dev.millrace.plan.command.Statement}.
 *
 * <p>Invariant: immutable, nothing looked up. Next: {@code dev.millrace.driver.command}, which does what a command says. Not here: a
 * command's meaning.
 */
@NullMarked
package dev.millrace.plan.command;

import org.jspecify.annotations.NullMarked;
