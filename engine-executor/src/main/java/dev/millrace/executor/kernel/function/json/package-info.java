/**
 * JSON texts for SQL functions: read, told the schema of, turned into values and made of values.
 *
 * <p>In: a text, options by name. Out: a tree of maps, lists, texts, numbers as written, booleans; values in literal form.
 *
 * <p>Invariant: a malformed text is a {@link dev.millrace.executor.kernel.function.json.MalformedJson}, which the caller
 * turns into a null or an error. Next: {@code dev.millrace.executor.kernel.function}. Not here: JSON files (engine-files).
 */
@NullMarked
package dev.millrace.executor.kernel.function.json;

import org.jspecify.annotations.NullMarked;
