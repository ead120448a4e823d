package dev.millrace.shuffle.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.Residence;
import dev.millrace.shuffle.store.StoredOutput;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads a task's rows over output partitions and leaves them as blocks in a store. Row ids are sorted by partition, then gathered: that
 * moves every row once, in runs. Used by one thread; closing it without {@link #commit} frees everything.
 *
 * <p>{@code try (ShuffleWriter writer = new ShuffleWriter(schema, output, attempt, store, memory)) { writer.write(batch, keys); …
 * writer.commit(); }}
 */
public final class ShuffleWriter implements AutoCloseable {

    private static final int BLOCK_ROWS = 32_768;
    private static final long MAX_BLOCK_BYTES = 1 << 20;
    private static final long MIN_BLOCK_BYTES = 64 << 10;
    private static final long BUFFER_BYTES = 64 << 20;

    private final TaskAttemptId attempt;
    private final BlockStore store;
    private final StoredOutput blocks;
    private final MemoryPool memory;
    private final long blockBytes;
    private final PartitionFunction function;
    private final RowHash rowHash = new RowHash();
    private final PartitionBuffer[] buffers;
    private final long[] held;
    private long reserved;
    private long checksum;
    private boolean committed;
    private long[] hashes = {};
    private int[] partitionOf = {};
    private int[] sorted = {};
    private final int[] ends;

    /** @param memory where rows are counted until they are in blocks; blocks are counted in the store's memory */
    public ShuffleWriter(Schema schema, Partitioning output, TaskAttemptId attempt, BlockStore store, MemoryPool memory) {
        this(schema, output, attempt, store, memory, Residence.MEMORY_THEN_DISK);
    }

    /** @param residence where the store keeps the output */
    public ShuffleWriter(Schema schema, Partitioning output, TaskAttemptId attempt, BlockStore store, MemoryPool memory,
            Residence residence) {
        this.attempt = attempt;
        this.store = store;
        this.blocks = store.begin(attempt, output.partitions(), schema, residence);
        this.memory = memory;
        this.function = new PartitionFunction(output);
        this.buffers = new PartitionBuffer[output.partitions()];
        Arrays.setAll(buffers, _ -> new PartitionBuffer(schema));
        this.held = new long[buffers.length];
        this.ends = new int[buffers.length];
        this.blockBytes = Math.clamp(BUFFER_BYTES / buffers.length, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
    }

    /**
     * Takes the batch's rows; their values are copied.
     *
     * @param keys vectors of the partitioning's keys, as long as the batch; empty when it has none
     * @throws EngineException MEMORY_LIMIT_EXCEEDED
     */
    public void write(Batch batch, List<Vector> keys) {
        int count = batch.rows();
        grow(count);
        rowHash.rows(batch.columns(), batch.length(), batch.selection(), hashes);
        for (int i = 0; i < count; i++) {
            checksum += hashes[i];
        }
        if (buffers.length == 1) {
            listRows(batch.selection(), count);
            take(0, batch, 0, count);
            return;
        }
        function.partition(batch, keys, hashes, partitionOf);
        sortRows(batch.selection(), count);
        int from = 0;
        for (int partition = 0; partition < buffers.length; partition++) {
            int end = ends[partition];
            if (end > from) {
                take(partition, batch, from, end - from);
            }
            from = end;
        }
    }

    private void grow(int count) {
        if (hashes.length < count) {
            hashes = new long[count];
            partitionOf = new int[count];
            sorted = new int[count];
        }
    }

    private void listRows(@Nullable Selection rows, int count) {
        if (rows != null) {
            System.arraycopy(rows.rows(), 0, sorted, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                sorted[i] = i;
            }
        }
    }

    /** A counting sort; afterwards the rows of partition p end at {@code ends[p]}. */
    private void sortRows(@Nullable Selection rows, int count) {
        Arrays.fill(ends, 0);
        for (int i = 0; i < count; i++) {
            ends[partitionOf[i]]++;
        }
        int start = 0;
        for (int partition = 0; partition < ends.length; partition++) {
            int size = ends[partition];
            ends[partition] = start;
            start += size;
        }
        for (int i = 0; i < count; i++) {
            sorted[ends[partitionOf[i]]++] = rows == null ? i : rows.rows()[i];
        }
    }

    private void take(int partition, Batch batch, int from, int count) {
        PartitionBuffer buffer = buffers[partition];
        buffer.append(batch, sorted, from, count);
        if (buffer.bufferedRows() >= BLOCK_ROWS || buffer.bufferedBytes() >= blockBytes) {
            flush(partition);
        }
        long now = buffer.heldBytes();
        long more = now - held[partition];
        if (more > 0) {
            memory.reserve(more);
        } else if (more < 0) {
            memory.release(-more);
        }
        reserved += more;
        held[partition] = now;
    }

    /** Blocks are counted in another pool than the task's, so what the task can spill is asked for here. */
    private void flush(int partition) {
        PartitionBuffer buffer = buffers[partition];
        long needed = buffer.bufferedBytes();
        memory.reserve(needed);
        memory.release(needed);
        Block block = buffer.flush(store.memory());
        if (block != null) {
            blocks.add(partition, block);
        }
    }

    /** Makes all rows visible to readers, at once. */
    public MapOutput commit() {
        List<Long> rows = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        for (int partition = 0; partition < buffers.length; partition++) {
            flush(partition);
            rows.add(buffers[partition].rows());
            bytes.add(buffers[partition].bytes());
        }
        store.commit(blocks);
        committed = true;
        return new MapOutput(attempt, store.executor(), rows, bytes, checksum);
    }

    @Override
    public void close() {
        memory.release(reserved);
        reserved = 0;
        if (!committed) {
            committed = true;
            store.abandon(blocks);
        }
    }
}
