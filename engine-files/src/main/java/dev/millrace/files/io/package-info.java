/**
 * Bytes of text files: compressed or not, whole or a range of lines, in any character set.
 *
 * <p>In: a split. Out: {@link dev.millrace.files.io.LineReader}, lines in UTF-8; {@link dev.millrace.files.io.TextOutput} the other way.
 *
 * <p>Invariant: what is read ahead is counted in the task's memory pool, and closing lets go of the file whatever happened. Next: the
 * formats. Not here: Parquet, which reads pages.
 */
@NullMarked
package dev.millrace.files.io;

import org.jspecify.annotations.NullMarked;
