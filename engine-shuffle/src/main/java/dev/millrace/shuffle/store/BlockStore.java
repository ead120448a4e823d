package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.Spillable;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The map outputs of one executor: in memory as long as nobody wants the memory, then on disk, the largest output first. Safe for use by
 * several threads.
 *
 * <p>{@code StoredOutput output = store.begin(attempt, partitions, schema); output.add(3, block); store.commit(output);
 * try (BlockStream stream = store.open(new BlockId(attempt, 3))) { … }}
 */
public final class BlockStore implements BlockSource, Spillable, AutoCloseable {

    private final ExecutorId executor;
    private final MemoryPool executorMemory;
    private final MemoryPool memory;
    private final Path folder;
    private final Map<TaskAttemptId, StoredOutput> committed = new ConcurrentHashMap<>();
    private final Set<StoredOutput> pending = ConcurrentHashMap.newKeySet();

    /**
     * @param executorMemory the budget of all tasks: whoever is refused there may make this store spill
     * @param folder         for spilled outputs; made only when it is needed
     */
    public BlockStore(ExecutorId executor, MemoryPool executorMemory, Path folder) {
        this.executor = executor;
        this.executorMemory = executorMemory;
        this.memory = executorMemory.child("shuffle", MemoryPool.UNLIMITED);
        this.folder = folder;
        executorMemory.register(this);
    }

    public ExecutorId executor() {
        return executor;
    }

    /** The pool that blocks for this store are made in. */
    public MemoryPool memory() {
        return memory;
    }

    /** Begins an attempt's output; nobody reads it before it is committed. */
    public StoredOutput begin(TaskAttemptId attempt, int partitions, Schema schema) {
        StoredOutput output = new StoredOutput(attempt, partitions, schema, memory, folder.resolve(attempt + ".arrows"));
        pending.add(output);
        return output;
    }

    /** Makes an output visible, at once. */
    public void commit(StoredOutput output) {
        pending.remove(output);
        if (committed.putIfAbsent(output.attempt(), output) != null) {
            output.release();
            throw new IllegalStateException("the attempt " + output.attempt() + " has been committed before");
        }
    }

    /** Frees an output that will not be committed. */
    public void abandon(StoredOutput output) {
        pending.remove(output);
        output.release();
    }

    /**
     * Opens one output partition of an attempt that was committed here. Blocks in memory are not copied.
     *
     * @throws EngineException SHUFFLE_BLOCK_LOST when it is not here
     */
    public BlockStream open(BlockId id) {
        StoredOutput output = committed.get(id.attempt());
        List<StoredBlock> blocks = output == null ? null : output.retain(id.partition());
        if (output == null || blocks == null) {
            throw lost(id, executor, "it is not stored there");
        }
        return new StoredBlocks(id, output, blocks);
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

    @Override
    public long spillableBytes() {
        StoredOutput largest = largest();
        return largest == null ? 0 : largest.bytesInMemory();
    }

    /** Moves the largest output to disk. */
    @Override
    public long spill() {
        StoredOutput largest = largest();
        if (largest == null) {
            return 0;
        }
        long before = memory.used();
        largest.spill();
        return Math.max(0, before - memory.used());
    }

    /** Frees everything. */
    @Override
    public void close() {
        executorMemory.unregister(this);
        drop(_ -> true);
        pending.forEach(this::abandon);
        memory.close();
    }

    private @Nullable StoredOutput largest() {
        StoredOutput largest = null;
        for (StoredOutput output : committed.values()) {
            largest = larger(largest, output);
        }
        for (StoredOutput output : pending) {
            largest = larger(largest, output);
        }
        return largest;
    }

    private static @Nullable StoredOutput larger(@Nullable StoredOutput one, StoredOutput other) {
        return other.bytesInMemory() > (one == null ? 0 : one.bytesInMemory()) ? other : one;
    }

    private void drop(Predicate<TaskAttemptId> which) {
        for (Map.Entry<TaskAttemptId, StoredOutput> entry : List.copyOf(committed.entrySet())) {
            if (which.test(entry.getKey()) && committed.remove(entry.getKey(), entry.getValue())) {
                entry.getValue().release();
            }
        }
    }

    private static EngineException lost(BlockId id, ExecutorId owner, String detail) {
        return ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", id, "executor", owner, "detail", detail);
    }

    /** Blocks already retained for the reader; what it has not taken is released when it closes. */
    private final class StoredBlocks implements BlockStream {

        private final BlockId id;
        private final StoredOutput output;
        private final Iterator<StoredBlock> blocks;
        private boolean closed;

        StoredBlocks(BlockId id, StoredOutput output, List<StoredBlock> blocks) {
            this.id = id;
            this.output = output;
            this.blocks = blocks.iterator();
        }

        @Override
        public @Nullable Block next() {
            if (!blocks.hasNext()) {
                return null;
            }
            return switch (blocks.next()) {
                case StoredBlock.InMemory(var block) -> block;
                case StoredBlock.OnDisk place -> read(place);
            };
        }

        private Block read(StoredBlock.OnDisk place) {
            try {
                return output.read(place);
            } catch (IOException e) {
                throw ErrorCondition.SHUFFLE_BLOCK_LOST.caused(e, "block", id, "executor", executor, "detail",
                        String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            while (blocks.hasNext()) {
                if (blocks.next() instanceof StoredBlock.InMemory(var block)) {
                    block.release();
                }
            }
            if (!closed) {
                closed = true;
                output.readerClosed();
            }
        }
    }
}
