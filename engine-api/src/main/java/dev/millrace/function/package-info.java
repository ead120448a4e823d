/**
 * The registry of functions: what the analyzer must know of each, and what {@code DESCRIBE FUNCTION} and the generated page print.
 *
 * <p>In: {@code types}, {@code expr}. Out: {@link dev.millrace.function.FunctionRegistry}, filled with the built-in definitions and a
 * user's own.
 *
 * <p>Invariant: a definition says nothing of how a value is computed; the executor has a kernel for every built-in name (checked by a
 * test of the
 * composition root). Next: {@code plan}. Not here: operators that have a node of their own in {@code expr}, kernels.
 */
@NullMarked
package dev.millrace.function;

import org.jspecify.annotations.NullMarked;
