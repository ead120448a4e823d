package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import org.jspecify.annotations.Nullable;

/** Sorted rows that a merge reads. Used by one thread. */
public interface BatchSource extends AutoCloseable {

    /** Next dense batch with at least one row, over arrays that are never changed; null at the end. */
    @Nullable
    Batch next();

    @Override
    void close();
}
