/**
 * Encodings of Parquet page data.
 * In: a range of an uncompressed page. Out: values in primitive arrays, as many as the caller asks for at a time.
 * Invariant: a source reads only inside its range (and loads never further than the slack behind it), allocates nothing that grows
 * with a size claimed by the file, and throws CorruptDataException for whatever contradicts the format.
 * Next package: parquet.page. Not here: nulls, types, dictionaries' ownership (parquet.read).
 */
package dev.millrace.files.parquet.encoding;
