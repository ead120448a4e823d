/**
 * Tells by a look at the beginning of a file how it wants to be read.
 *
 * <p>In: a path. Out: {@link dev.millrace.files.detect.FileFormats}, a {@code SourceSpec} with format, options and columns.
 *
 * <p>Invariant: looks at a bounded part of one file, and the same bytes always give the same answer. Next: the formats. Not here: reading
 * rows.
 */
@NullMarked
package dev.millrace.files.detect;

import org.jspecify.annotations.NullMarked;
