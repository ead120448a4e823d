package dev.millrace.shuffle.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file of a {@link Disk}. Written by one thread at a time, read by any. */
public interface DiskFile extends AutoCloseable {

    /** Writes all bytes of the buffer from {@code offset} on. When it fails, some of them may have been written. */
    void write(ByteBuffer bytes, long offset) throws IOException;

    /**
     * Fills the buffer from {@code offset} on.
     *
     * @throws EOFException when the file ends before
     */
    void read(ByteBuffer bytes, long offset) throws IOException;

    /** Writes {@code length} bytes of another file of the same disk, from {@code offset} on, to {@code to} in this one. */
    void copy(DiskFile from, long offset, long length, long to) throws IOException;

    /** Returns when what was written would survive a loss of power. */
    void force() throws IOException;

    /** Renames the file at once: it is to be seen under one of the two names all the time. */
    void rename(Path to) throws IOException;

    /** Gives back what an open file holds in the system until it is used again. */
    void park() throws IOException;

    /** Deletes the file, and its folder when nothing else is in it. */
    @Override
    void close() throws IOException;
}
