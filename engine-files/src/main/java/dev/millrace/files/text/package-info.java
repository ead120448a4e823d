/**
 * Text files: a row a line, or a row a file.
 *
 * <p>In: lines of {@code files.io}. Out: {@link dev.millrace.files.text.TextSource}.
 *
 * <p>Invariant: the one column is {@code value}, and bytes that are no UTF-8 are kept as they are. Next: {@code files.records}. Not
 * here: formats with fields.
 */
@NullMarked
package dev.millrace.files.text;

import org.jspecify.annotations.NullMarked;
