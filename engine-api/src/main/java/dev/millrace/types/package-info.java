/**
 * The data types of Millrace and the schemas made of them.
 *
 * <p>In: nothing. Out: {@link dev.millrace.types.DataType} and {@link dev.millrace.types.Schema}, used by every other package.
 *
 * <p>Invariant: a type is an immutable value; two types are the same exactly when they are {@code equals}.
 * {@link dev.millrace.types.Storage} says
 * how a type's values lie in memory. Next: {@code columnar}. Not here: coercion rules (the analyzer) and casts (kernels).
 */
@NullMarked
package dev.millrace.types;

import org.jspecify.annotations.NullMarked;
