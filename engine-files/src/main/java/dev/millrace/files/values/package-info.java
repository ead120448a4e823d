/**
 * Values and their text in files, both ways.
 *
 * <p>In: bytes of UTF-8. Out: {@link dev.millrace.files.values.ValueColumn}, a vector; {@link dev.millrace.files.values.ValueText},
 * text of a value.
 *
 * <p>Invariant: a text that is no value of the type is told by a result, not by an exception: bad records are common. Next:
 * {@code files.records}. Not here: CAST, which has rules of its own.
 */
@NullMarked
package dev.millrace.files.values;

import org.jspecify.annotations.NullMarked;
