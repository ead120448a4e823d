/**
 * The log of daemons: one line per event, on standard error.
 *
 * <p>In: what Millrace and its libraries tell SLF4J and {@code java.util.logging}. Out: lines with a time, a level and a source.
 *
 * <p>Invariant: commands that are no daemons log nothing. Next: {@code dev.millrace.cli.daemon}. Not here: what is worth a line.
 */
@NullMarked
package dev.millrace.cli.log;

import org.jspecify.annotations.NullMarked;
