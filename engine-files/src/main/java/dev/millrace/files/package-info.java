/**
 * Files as tables: Parquet, CSV, JSON and text behind the source and sink SPI.
 *
 * <p>In: paths and options. Out: {@link dev.millrace.files.FileSources}, one {@code DataSource} a format.
 *
 * <p>Invariant: driver and tasks share nothing but what a split says. Next: {@code dev.millrace.files.listing}. Not here: queries.
 */
@NullMarked
package dev.millrace.files;

import org.jspecify.annotations.NullMarked;
