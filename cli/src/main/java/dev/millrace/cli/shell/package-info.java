/**
 * The prompt of {@code millrace sql}.
 *
 * <p>In: keys from a terminal. Out: steps for {@link dev.millrace.cli.sql.Workbench}, and its results on the terminal.
 *
 * <p>Invariant: a statement that fails or is cancelled leaves the prompt as it was. Next: {@code dev.millrace.cli.sql}. Not here: running
 * statements, formats; only this package knows the terminal library.
 */
@NullMarked
package dev.millrace.cli.shell;

import org.jspecify.annotations.NullMarked;
