package dev.millrace.spi;

import dev.millrace.columnar.Batch;
import java.util.List;

/** Task face of a write. Used by one thread. Closing without {@link #finish} deletes what was written. */
public interface BatchWriter extends AutoCloseable {

    void write(Batch batch);

    /** Flushes and closes the files; they stay temporary until the job commits. */
    List<WrittenFile> finish();

    @Override
    void close();
}
