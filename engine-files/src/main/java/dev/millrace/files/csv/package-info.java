/**
 * CSV files: a tokenizer over bytes, typed columns, inference of types, and a writer.
 *
 * <p>In: lines of {@code files.io}. Out: {@link dev.millrace.files.csv.CsvSource}.
 *
 * <p>Invariant: options and defaults are Spark's; beyond them a doubled quote inside quotes is always one quote (RFC 4180). Next:
 * {@code files.records}. Not here: which files.
 */
@NullMarked
package dev.millrace.files.csv;

import org.jspecify.annotations.NullMarked;
