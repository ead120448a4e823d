/**
 * Kernels of the built-in functions.
 *
 * <p>In: argument vectors of a {@code Call}. Out: a result vector; found by name through
 * {@link dev.millrace.executor.kernel.function.FunctionKernels}.
 *
 * <p>Invariant: every scalar definition of {@code dev.millrace.function} has a kernel here or a node of its own in the compiler. Next:
 * {@code dev.millrace.executor.kernel}. Not here: operators, casts, conditionals.
 */
@NullMarked
package dev.millrace.executor.kernel.function;

import org.jspecify.annotations.NullMarked;
