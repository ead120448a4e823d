package dev.millrace.spi;

import dev.millrace.columnar.Batch;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of a running query. Closing it early cancels what is left. Used by one thread. */
public interface QueryResult extends AutoCloseable {

    Schema schema();

    /** Next dense batch, valid until the next call; null at the end. Partitions come in order. */
    @Nullable
    Batch next();

    /** What the query has cost so far. */
    QueryStatistics statistics();

    @Override
    void close();
}
