/**
 * What applications import: sessions, DataFrames, columns and functions.
 *
 * <p>In: a program's calls. Out: {@code plan.unresolved}, analyzed at once by the engine behind the session, so a wrong name fails on the
 * line that has it.
 *
 * <p>Invariant: everything but {@link dev.millrace.api.Session} is immutable; nothing runs before an action ({@code show}, {@code collect},
 * {@code count}, {@code write} …). Next: {@code spi.QueryEngine}. Not here: how a query is planned or run.
 */
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
