/**
 * Parquet behind the source interface: the planning face of tables of Parquet files.
 * In: listed files. Out: schema, statistics and splits for the driver; {@link dev.millrace.files.parquet.read} reads the splits.
 * Invariant: planning reads footers only, and each footer once as long as the file is unchanged.
 * Next package: parquet.read. Not here: finding files, writing them.
 */
@NullMarked
package dev.millrace.files.parquet;

import org.jspecify.annotations.NullMarked;
