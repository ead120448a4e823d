package dev.millrace.executor.operator;

import dev.millrace.columnar.Batch;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** A running operator. Used by one thread; {@code next} is never called after {@code close}. */
public interface Operator extends AutoCloseable {

    /** Columns of the batches. */
    Schema schema();

    /**
     * Next batch with at least one row that counts; valid until the next call of {@code next} or {@code close} (its arrays are reused). It
     * may carry a selection and encoded vectors. Null at the end, and from then on.
     */
    @Nullable
    Batch next();

    OperatorStats stats();

    /** Frees everything it and its inputs hold; may come before the end, and more than once. */
    @Override
    void close();
}
