/**
 * What a Parquet schema means in Millrace's types.
 * In: the schema of a footer. Out: a tree of {@link dev.millrace.files.parquet.schema.ParquetColumn}: type, levels and how values are
 * converted.
 * Invariant: every level threshold that readers need is worked out here, once a file; readers compare numbers and know no schema rules.
 * Next package: parquet.page and parquet.read.
 * Not here: bytes.
 */
@NullMarked
package dev.millrace.files.parquet.schema;

import org.jspecify.annotations.NullMarked;
