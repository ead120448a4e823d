/**
 * Memory by budget: a tree of pools (engine, query, task, operator) in which every large array and every native buffer is counted.
 *
 * <p>In: a limit. Out: {@link dev.millrace.memory.MemoryPool}, handed down by name from who runs something to what it runs.
 *
 * <p>Invariant: a pool's use is the sum of its own and its children's; closing a pool that still holds something is an error that names it.
 * Next: {@code columnar}. Not here: what an operator does when it is refused (it spills).
 */
@NullMarked
package dev.millrace.memory;

import org.jspecify.annotations.NullMarked;
