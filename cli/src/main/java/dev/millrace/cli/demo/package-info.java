/**
 * The command {@code millrace demo}: revenue per pickup zone, month and service of taxi trips.
 *
 * <p>In: trips as Parquet and zones as CSV, or nothing at all. Out: a table on the screen and a Parquet folder.
 *
 * <p>Invariant: everything is done through the public API, as an application would. Next: {@code dev.millrace.api}. Not here: how
 * queries run.
 */
@NullMarked
package dev.millrace.cli.demo;

import org.jspecify.annotations.NullMarked;
