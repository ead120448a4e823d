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
import java.util.concurrent.atomic.AtomicLong;
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
    private final StoreSettings settings;
    private final SpillFolders folders;
    private final AtomicLong begun = new AtomicLong();
    private final Map<TaskAttemptId, StoredOutput> committed = new ConcurrentHashMap<>();
    private final Set<StoredOutput> pending = ConcurrentHashMap.newKeySet();

    /**
     * @param executorMemory the budget of all tasks: whoever is refused there may make this store spill
     * @param folder         for outputs on disk; made only when it is needed
     */
    public BlockStore(ExecutorId executor, MemoryPool executorMemory, Path folder) {
        this(executor, executorMemory, StoreSettings.of(folder));
    }

    /** A store that uses the disk as the settings say. */
    public BlockStore(ExecutorId executor, MemoryPool executorMemory, StoreSettings settings) {
        this.executor = executor;
        this.executorMemory = executorMemory;
        this.memory = executorMemory.child("shuffle", MemoryPool.UNLIMITED);
        this.settings = settings;
        this.folders = new SpillFolders(settings.folders());
        executorMemory.register(this);
    }

    public ExecutorId executor() {
        return executor;
    }

    /** The pool that blocks for this store are made in. */
    public MemoryPool memory() {
        return memory;
    }

    /** Begins an attempt's output, which is kept in memory until memory is wanted; nobody reads it before it is committed. */
    public StoredOutput begin(TaskAttemptId attempt, int partitions, Schema schema) {
        return begin(attempt, partitions, schema, Residence.MEMORY_THEN_DISK);
    }

    /** Begins an attempt's output; nobody reads it before it is committed. */
    public StoredOutput begin(TaskAttemptId attempt, int partitions, Schema schema, Residence residence) {
        StoredOutput output = new StoredOutput(attempt, begun.incrementAndGet(), partitions, schema, residence, memory, settings.disk(),
                folders, settings.mergeFanIn());
        pending.add(output);
        return output;
    }

    /**
     * Makes an output visible, at once.
     *
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE, when it has to be on disk; it is then still to be abandoned
     */
    public void commit(StoredOutput output) {
        output.commit();
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
        try {
            List<StoredBlock> blocks = output == null ? null : output.retain(id.partition());
            if (output == null || blocks == null) {
                throw lost(id, executor, "it is not stored there");
            }
            return new StoredBlocks(id, output, blocks);
        } catch (IOException e) {
            throw lost(id, e);
        }
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

    /** Moves the largest output to disk, or drops it when it is not to be there. */
    @Override
    public long spill() {
        StoredOutput largest = largest();
        if (largest == null) {
            return 0;
        }
        long before = largest.bytesInMemory();
        if (largest.mayBeDropped() && committed.remove(largest.attempt(), largest)) {
            largest.release();
        } else {
            largest.spill();
        }
        return before - largest.bytesInMemory();
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

    /** One that nobody moves already, so that two threads write two outputs; of equal ones the older, so that a run can be repeated. */
    private static @Nullable StoredOutput larger(@Nullable StoredOutput one, StoredOutput other) {
        long held = other.bytesInMemory();
        if (one == null || held == 0) {
            return held > 0 ? other : one;
        }
        if (one.isMoving() != other.isMoving()) {
            return one.isMoving() ? other : one;
        }
        long most = one.bytesInMemory();
        return held > most || held == most && other.number() < one.number() ? other : one;
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

    private EngineException lost(BlockId id, IOException cause) {
        return ErrorCondition.SHUFFLE_BLOCK_LOST.caused(cause, "block", id, "executor", executor, "detail",
                String.valueOf(cause.getMessage()));
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
                return output.read(id.partition(), place);
            } catch (IOException e) {
                throw lost(id, e);
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
