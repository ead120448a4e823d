/**
 * Statements other than queries.
 *
 * <p>In: {@link dev.millrace.plan.command.Statement}. Out: {@link dev.millrace.driver.command.Commands}, a plan with the rows of the
 * answer, made when everything is done.
 *
 * <p>Invariant: a command that fails has changed nothing. Next: {@code driver.session}, which runs the queries and writes that commands
 * are made of. Not here: names ({@code driver.catalog}), how entries and files are kept ({@code engine-files}).
 */
@NullMarked
package dev.millrace.driver.command;

import org.jspecify.annotations.NullMarked;
