/**
 * Parquet files out of batches, by the column writers of parquet-hadoop and without Hadoop.
 *
 * <p>In: {@code columnar.Batch}. Out: {@link dev.millrace.files.parquet.write.ParquetFileEncoder}, a file with row groups,
 * dictionaries, statistics and a page index.
 *
 * <p>Invariant: values go from a vector's arrays into one column writer at a time; a row group ends when it is long, large, or memory
 * is refused. Next: {@code files.write}, which names, places and publishes the file. Not here: reading.
 */
@NullMarked
package dev.millrace.files.parquet.write;

import org.jspecify.annotations.NullMarked;
