/**
 * What formats of records (CSV, JSON, text) share: the table over a listing, and the loop that makes batches of records.
 *
 * <p>In: a format's {@link dev.millrace.files.records.RecordDecoder}. Out: {@link dev.millrace.files.records.RecordBatchReader} and
 * {@link dev.millrace.files.records.FileTable}.
 *
 * <p>Invariant: arrays of a batch are its own, so a decoder may go on while a batch is in use. Next: {@code csv}, {@code json},
 * {@code text}. Not here: how bytes become records.
 */
@NullMarked
package dev.millrace.files.records;

import org.jspecify.annotations.NullMarked;
