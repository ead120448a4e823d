/**
 * Access to raw bytes, shared by codecs and encodings.
 * In: byte arrays with {@link dev.millrace.files.parquet.bytes.LittleEndian#SLACK} spare bytes. Out: words; errors about bytes.
 * Invariant: nothing here allocates or keeps state.
 * Next package: parquet.codec and parquet.encoding.
 * Not here: what the bytes mean.
 */
package dev.millrace.files.parquet.bytes;
