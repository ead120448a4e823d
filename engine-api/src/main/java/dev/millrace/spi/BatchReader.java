package dev.millrace.spi;

import dev.millrace.columnar.Batch;
import org.jspecify.annotations.Nullable;

/** Task face of a read. Used by one thread. */
public interface BatchReader extends AutoCloseable {

    /** Next batch of at least one row that counts, valid until the next call; null at the end and from then on. */
    @Nullable
    Batch next();

    /** True when batches hold only rows that pass every filter of the request; else the engine filters them again. */
    boolean appliesFilters();

    /** Bytes read from storage so far. */
    long bytesRead();

    @Override
    void close();
}
