/**
 * What tasks of one executor share: the tables of broadcast joins.
 *
 * <p>In: who builds a table, told apart by stage, plan node and input. Out: {@link dev.millrace.executor.cache.BroadcastTables}.
 *
 * <p>Invariant: a table is built once and freed when its job or its input is dropped and the last task has given it back. Next: {@code
 * operator.join}. Not here: caches of file footers (engine-files).
 */
@NullMarked
package dev.millrace.executor.cache;

import org.jspecify.annotations.NullMarked;
