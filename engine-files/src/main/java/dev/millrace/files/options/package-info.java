/**
 * Options of the file formats, as users wrote them.
 *
 * <p>In: names and texts. Out: {@link dev.millrace.files.options.FileOptions}, typed values and clear errors.
 *
 * <p>Invariant: an option that no format knows is an error, never ignored. Next: the formats. Not here: settings of a session
 * ({@code config}).
 */
@NullMarked
package dev.millrace.files.options;

import org.jspecify.annotations.NullMarked;
