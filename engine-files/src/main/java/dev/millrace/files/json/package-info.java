/**
 * JSON files: a value a line, or values over many lines.
 *
 * <p>In: lines or bytes of {@code files.io}. Out: {@link dev.millrace.files.json.JsonSource}.
 *
 * <p>Invariant: options and inferred types are Spark's; a value of another kind than its column's makes the record a corrupt one. Next:
 * {@code files.records}. Not here: functions on JSON text.
 */
@NullMarked
package dev.millrace.files.json;

import org.jspecify.annotations.NullMarked;
