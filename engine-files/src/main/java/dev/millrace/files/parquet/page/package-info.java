/**
 * Files, footers and pages of Parquet, before any value is decoded.
 * In: a path, a memory pool. Out: footers (cached), and the pages of one column chunk, checked and decompressed one at a time.
 * Invariant: no size that a file claims is allocated before it was found plausible and reserved; whatever is wrong with a file ends as
 * one EngineException naming file, column and offset. Next package: parquet.schema, parquet.read.
 * Not here: what the values mean.
 */
@NullMarked
package dev.millrace.files.parquet.page;

import org.jspecify.annotations.NullMarked;
