/**
 * The forms of a query: {@code unresolved} (names and text positions), {@code logical} (typed, relational), {@code physical} (algorithms
 * and exchanges).
 *
 * <p>In: {@code expr}, {@code types}. Out: immutable records in closed families, and what they share.
 *
 * <p>Invariant: a plan holds no run-time state. Next: {@code dev.millrace.driver}, which turns each form into the next. Not here: rules,
 * operators.
 */
@NullMarked
package dev.millrace.plan;

import org.jspecify.annotations.NullMarked;
