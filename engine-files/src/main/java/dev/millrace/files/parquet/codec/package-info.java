/**
 * Compression of Parquet pages.
 * In: the compressed bytes of one page. Out: exactly the announced number of bytes, or CorruptDataException.
 * Invariant: nothing is read or written outside the given ranges plus their slack; the announced size is checked before it is believed.
 * Next package: parquet.encoding.
 * Not here: page headers, checksums, buffers and their budget (parquet.page).
 */
package dev.millrace.files.parquet.codec;
