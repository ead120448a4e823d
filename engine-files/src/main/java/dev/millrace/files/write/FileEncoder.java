package dev.millrace.files.write;

import dev.millrace.columnar.Batch;
import java.io.IOException;

/** Turns batches into the bytes of one file. Used by one thread. */
public interface FileEncoder extends AutoCloseable {

    /** @param batch dense, of the file's columns */
    void write(Batch batch) throws IOException;

    /** Writes what is still held, and closes the file. */
    void finish() throws IOException;

    /** Lets go of file and memory, after {@link #finish} or instead of it; then the file is worth nothing. */
    @Override
    void close() throws IOException;
}
