package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The map outputs of one executor, in memory. Safe for use by several threads.
 *
 * <p>{@code store.commit(attempt, blocks); try (BlockStream stream = store.open(new BlockId(attempt, 3))) { … }}
 */
public final class BlockStore implements BlockSource, AutoCloseable {

    private final ExecutorId executor;
    private final MemoryPool memory;
    private final Map<TaskAttemptId, Output> outputs = new ConcurrentHashMap<>();

    /** @param memory where blocks are counted while the store or a reader holds them; owned by the caller */
    public BlockStore(ExecutorId executor, MemoryPool memory) {
        this.executor = executor;
        this.memory = memory;
    }

    public ExecutorId executor() {
        return executor;
    }

    /** The pool that blocks for this store are made in. */
    public MemoryPool memory() {
        return memory;
    }

    /**
     * Makes an attempt's output visible. The blocks now belong to the store; each was made in {@link #memory()}.
     *
     * @param partitions blocks of each output partition, in the order they are read
     */
    public void commit(TaskAttemptId attempt, List<List<Block>> partitions) {
        if (outputs.putIfAbsent(attempt, new Output(partitions.stream().map(List::copyOf).toList())) != null) {
            throw new IllegalStateException("the attempt " + attempt + " has been committed before");
        }
    }

    /**
     * Opens one output partition of an attempt that was committed here. Its blocks are not copied.
     *
     * @throws EngineException SHUFFLE_BLOCK_LOST when it is not here
     */
    public BlockStream open(BlockId id) {
        Output output = outputs.get(id.attempt());
        List<Block> blocks = output == null ? null : output.retain(id.partition());
        if (blocks == null) {
            throw lost(id, executor, "it is not stored there");
        }
        return new RetainedBlocks(blocks);
    }

    @Override
    public BlockStream open(ExecutorId owner, BlockId id) {
        if (!owner.equals(executor)) {
            throw lost(id, owner, "that executor is not known here");
        }
        return open(id);
    }

    /** Frees the output of one attempt, if it has any. */
    public void discard(TaskAttemptId attempt) {
        drop(attempt::equals);
    }

    /** Frees the outputs of one stage. */
    public void dropStage(StageId stage) {
        drop(attempt -> attempt.stage().equals(stage));
    }

    /** Frees the outputs of all stages of a job. */
    public void dropJob(JobId job) {
        drop(attempt -> attempt.stage().job().equals(job));
    }

    /** Frees everything. */
    @Override
    public void close() {
        drop(_ -> true);
    }

    private void drop(Predicate<TaskAttemptId> which) {
        for (Map.Entry<TaskAttemptId, Output> entry : outputs.entrySet()) {
            if (which.test(entry.getKey()) && outputs.remove(entry.getKey(), entry.getValue())) {
                entry.getValue().release();
            }
        }
    }

    private static EngineException lost(BlockId id, ExecutorId owner, String detail) {
        return ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", id, "executor", owner, "detail", detail);
    }

    /** What one attempt left. The lock keeps a reader that is just opening it from a drop. */
    private static final class Output {

        private final List<List<Block>> partitions;
        private boolean released;

        Output(List<List<Block>> partitions) {
            this.partitions = partitions;
        }

        synchronized @Nullable List<Block> retain(int partition) {
            if (released || partition >= partitions.size()) {
                return null;
            }
            List<Block> blocks = partitions.get(partition);
            blocks.forEach(Block::retain);
            return blocks;
        }

        synchronized void release() {
            released = true;
            partitions.forEach(blocks -> blocks.forEach(Block::release));
        }
    }

    /** Blocks already retained for the reader; what it has not taken is released when it closes. */
    private static final class RetainedBlocks implements BlockStream {

        private final Iterator<Block> blocks;

        RetainedBlocks(List<Block> blocks) {
            this.blocks = blocks.iterator();
        }

        @Override
        public @Nullable Block next() {
            return blocks.hasNext() ? blocks.next() : null;
        }

        @Override
        public void close() {
            blocks.forEachRemaining(Block::release);
        }
    }
}
