/**
 * Conversions from every type to every other by Spark's ANSI rules.
 *
 * <p>In: a column. Out: a column of the wanted type; a value that cannot be converted is an error or, for {@code try_cast}, null.
 *
 * <p>Invariant: text is read as {@code CAST} of Spark 4 reads it (white space around it does not count), and written as Spark writes it.
 * Next: the package above. Not here: when a cast is put in (the analyzer).
 */
@NullMarked
package dev.millrace.executor.kernel.cast;

import org.jspecify.annotations.NullMarked;
