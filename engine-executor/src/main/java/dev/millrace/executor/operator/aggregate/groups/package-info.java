/**
 * From rows to group numbers: hash tables on primitive arrays, one for keys that fit into a long, one for all others, and short cuts for
 * dictionaries.
 *
 * <p>In: key vectors. Out: {@link dev.millrace.executor.operator.aggregate.groups.GroupTable}.
 *
 * <p>Invariant: equal keys get the same number (null equals null, NaN equals NaN, -0.0 equals 0.0), new keys the next one. Next:
 * {@code states}.
 * Not here: memory accounting (the caller reserves before it lets a table grow).
 */
@NullMarked
package dev.millrace.executor.operator.aggregate.groups;

import org.jspecify.annotations.NullMarked;
