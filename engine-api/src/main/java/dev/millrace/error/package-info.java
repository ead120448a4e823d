/**
 * Everything that can go wrong, as one catalogue.
 *
 * <p>In: nothing. Out: {@link dev.millrace.error.EngineException}, always with a {@link dev.millrace.error.ErrorCondition}.
 *
 * <p>Invariant: what happens after an error (fail, retry, recompute) is decided by {@link dev.millrace.error.ErrorKind}, never by the
 * message text.
 * Not here: how a shell prints an error (cli).
 */
@NullMarked
package dev.millrace.error;

import org.jspecify.annotations.NullMarked;
