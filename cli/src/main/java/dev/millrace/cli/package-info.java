/**
 * The command line.
 *
 * <p>In: arguments of {@code bin/millrace}. Out: text on the standard streams and an {@link dev.millrace.cli.ExitCode}.
 *
 * <p>Invariant: results go to standard output, everything else to standard error; an expected error is one line without a stack trace
 * unless {@code --verbose} is given. Each command is one class, listed in {@link dev.millrace.cli.Main}. Next: {@code dev.millrace.api}.
 * Not here: anything an application could want to call.
 */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
