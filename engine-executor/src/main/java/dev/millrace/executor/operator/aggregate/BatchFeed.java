package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import org.jspecify.annotations.Nullable;

/** Where an aggregation's batches come from: the input, or what was spilled. */
interface BatchFeed {

    /** The next batch, valid until the next call; null at the end. */
    @Nullable
    Batch next();
}
