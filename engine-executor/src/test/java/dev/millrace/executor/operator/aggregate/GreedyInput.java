package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** An input that, before each batch, needs so much memory for a moment that others must give theirs back. */
final class GreedyInput implements Operator {

    private final Operator input;
    private final MemoryPool memory;
    private final long bytes;

    GreedyInput(Operator input, MemoryPool memory, long bytes) {
        this.input = input;
        this.memory = memory;
        this.bytes = bytes;
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public @Nullable Batch next() {
        memory.reserve(bytes);
        memory.release(bytes);
        return input.next();
    }

    @Override
    public OperatorStats stats() {
        return input.stats();
    }

    @Override
    public void close() {
        input.close();
    }
}
