/**
 * Files as the shuffle uses them.
 *
 * <p>In: paths. Out: {@link dev.millrace.shuffle.disk.Disk}, behind which a test may put a disk that fails, and
 * {@link dev.millrace.shuffle.disk.WorkFolder}, the folder of a process that vanishes with it.
 *
 * <p>Invariant: an interrupted thread disturbs no other that uses the same file. Next: {@code shuffle.store}. Not here: what is in a file.
 */
@NullMarked
package dev.millrace.shuffle.disk;

import org.jspecify.annotations.NullMarked;
