/**
 * Search in text: LIKE and its relatives.
 *
 * <p>In: a column of text and a pattern. Out: a column of booleans.
 *
 * <p>Invariant: works on UTF-8 bytes, which is right because no character's bytes occur inside another's. Next: the package above. Not
 * here: regular expressions and all other functions on text ({@code kernel.function}).
 */
@NullMarked
package dev.millrace.executor.kernel.text;

import org.jspecify.annotations.NullMarked;
