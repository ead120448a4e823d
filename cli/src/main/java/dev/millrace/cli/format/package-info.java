/**
 * Results as text, for people and for programs.
 *
 * <p>In: the schema and the batches of a result. Out: characters, written while the query runs.
 *
 * <p>Invariant: no format keeps more than a bounded number of rows. Next: {@code java.io}. Not here: where the characters go
 * ({@code dev.millrace.cli.sql}), files as a table format (engine-files).
 */
@NullMarked
package dev.millrace.cli.format;

import org.jspecify.annotations.NullMarked;
