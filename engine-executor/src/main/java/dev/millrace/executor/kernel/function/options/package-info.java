/**
 * Options that SQL functions take as a map of texts.
 *
 * <p>In: a constant map. Out: flags, numbers and texts by name, ignoring case.
 *
 * <p>Invariant: a value that is none of what an option takes is INVALID_PARAMETER_VALUE. Next: {@code
 * dev.millrace.executor.kernel.function.json} and {@code csv}. Not here: options of files (engine-files).
 */
@NullMarked
package dev.millrace.executor.kernel.function.options;

import org.jspecify.annotations.NullMarked;
