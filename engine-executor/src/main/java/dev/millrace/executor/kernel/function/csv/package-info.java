/**
 * CSV lines for SQL functions: read, told the schema of, turned into values and made of values.
 *
 * <p>In: a line, options by name. Out: texts of fields; values in literal form.
 *
 * <p>Invariant: a field that does not fit its type is null, and the reader tells so. Next: {@code
 * dev.millrace.executor.kernel.function}. Not here: CSV files (engine-files).
 */
@NullMarked
package dev.millrace.executor.kernel.function.csv;

import org.jspecify.annotations.NullMarked;
