/**
 * The command {@code millrace sql}: statements and shell commands, one after the other.
 *
 * <p>In: SQL text from the command line, a file, standard input or the shell's prompt. Out: results in a
 * {@link dev.millrace.cli.format.ResultFormat} on standard output or in a file.
 *
 * <p>Invariant: no class of the terminal library is needed here, so that a script starts quickly. Next: {@code dev.millrace.api} and
 * {@code dev.millrace.cli.format}. Not here: the prompt ({@code dev.millrace.cli.shell}), what SQL means.
 */
@NullMarked
package dev.millrace.cli.sql;

import org.jspecify.annotations.NullMarked;
