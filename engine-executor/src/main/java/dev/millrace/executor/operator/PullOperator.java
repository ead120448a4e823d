package dev.millrace.executor.operator;

import dev.millrace.columnar.Batch;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all operators do around the pulling of a batch: look whether the task was cancelled, take the time, count, close once. */
public abstract class PullOperator implements Operator {

    private final TaskContext context;
    private final Schema schema;
    private final OperatorStats stats;
    private final List<Operator> open;
    private final List<Operator> inputs;
    private boolean ended;
    private boolean closed;

    /** @param name physical node with its arguments, as EXPLAIN prints it */
    protected PullOperator(TaskContext context, String name, Schema schema, List<Operator> inputs) {
        this.context = context;
        this.schema = schema;
        this.stats = new OperatorStats(name);
        this.inputs = List.copyOf(inputs);
        this.open = new ArrayList<>(inputs);
    }

    /** The next batch with at least one row that counts; null at the end, and it is not called again. */
    protected abstract @Nullable Batch pull();

    /** Frees what this operator holds; called once, before the inputs are closed. */
    protected void release() {}

    protected final TaskContext context() {
        return context;
    }

    protected final Operator input() {
        return inputs.getFirst();
    }

    /** Closes an input that is not needed any more before this operator's own end. */
    @SuppressWarnings("ReferenceEquality") // this very operator
    protected final void closeEarly(Operator input) {
        if (open.removeIf(candidate -> candidate == input)) {
            input.close();
        }
    }

    @Override
    public final @Nullable Batch next() {
        if (ended) {
            return null;
        }
        context.checkCancelled();
        long start = System.nanoTime();
        Batch batch = pull();
        stats.tookNanos(System.nanoTime() - start);
        if (batch == null) {
            ended = true;
        } else {
            stats.gave(batch.rows());
        }
        return batch;
    }

    @Override
    public final Schema schema() {
        return schema;
    }

    @Override
    public final OperatorStats stats() {
        return stats;
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        RuntimeException first = closing(this::release, null);
        for (Operator input : open) {
            first = closing(input::close, first);
        }
        if (first != null) {
            throw first;
        }
    }

    /** All are closed whatever one of them throws; the first failure is reported. */
    private static @Nullable RuntimeException closing(Runnable close, @Nullable RuntimeException before) {
        try {
            close.run();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
