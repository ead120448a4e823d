/**
 * Two-phase writes of folders of files, the same for every format.
 *
 * <p>In: batches and a format's {@link dev.millrace.files.write.FileEncoder}. Out: files in a staging folder beside the target
 * ({@link dev.millrace.files.write.FolderWriter}), and their publication ({@link dev.millrace.files.write.FolderWriteJob}).
 *
 * <p>Invariant: no reader sees a file before the commit, a failed commit leaves the target as it was, and nothing stays of an aborted
 * write. Next: the formats. Not here: bytes of a file.
 */
@NullMarked
package dev.millrace.files.write;

import org.jspecify.annotations.NullMarked;
