package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes states to files by the hash of their keys: equal keys go to the same file, so the files can be merged one after the other. Each
 * level of spilling
 * divides by other bits of the hash.
 *
 * <p>A file is an Arrow IPC stream of key and state columns.
 */
final class StateSpill implements AutoCloseable {

    static final int PARTITIONS = 16;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private record File(Path path, FileChannel channel, ArrowStreamWriter writer) {}

    private final TaskContext context;
    private final MemoryPool memory;
    private final Schema schema;
    private final int keyCount;
    private final int level;
    private final RowHash rowHash = new RowHash();
    private final @Nullable File[] files = new File[PARTITIONS];
    private long written;

    /** @param level 1 for what is spilled first, one more for what is spilled while such a file is merged */
    StateSpill(TaskContext context, MemoryPool memory, Schema schema, int keyCount, int level) {
        this.context = context;
        this.memory = memory;
        this.schema = schema;
        this.keyCount = keyCount;
        this.level = level;
    }

    int level() {
        return level;
    }

    /** Bytes written so far. */
    long written() {
        return written;
    }

    /** Writes the rows of a dense batch, each to its partition's file. */
    void write(Batch batch) {
        int count = batch.length();
        long[] hashes = new long[count];
        rowHash.rows(batch.columns().subList(0, keyCount), count, null, hashes);
        int[] ends = new int[PARTITIONS];
        for (int row = 0; row < count; row++) {
            ends[partition(hashes[row])]++;
        }
        for (int partition = 1; partition < PARTITIONS; partition++) {
            ends[partition] += ends[partition - 1];
        }
        int[] rows = new int[count];
        for (int row = count - 1; row >= 0; row--) {
            rows[--ends[partition(hashes[row])]] = row;
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int to = partition + 1 < PARTITIONS ? ends[partition + 1] : count;
            write(partition, batch, rows, ends[partition], to);
        }
    }

    private int partition(long hash) {
        long mixed = (hash ^ (hash >>> (29 + level))) * (GOLDEN + 2L * level);
        return (int) (mixed >>> 60);
    }

    /** Halves what does not fit into the little memory that is left. */
    private void write(int partition, Batch batch, int[] rows, int from, int to) {
        if (from == to) {
            return;
        }
        int[] chosen = Arrays.copyOfRange(rows, from, to);
        Block block;
        try {
            block = BlockEncoder.encode(schema, batch.select(new Selection(chosen, chosen.length)), memory);
        } catch (EngineException e) {
            if (e.condition() != ErrorCondition.MEMORY_LIMIT_EXCEEDED || to - from == 1) {
                throw e;
            }
            int middle = (from + to) >>> 1;
            write(partition, batch, rows, from, middle);
            write(partition, batch, rows, middle, to);
            return;
        }
        try {
            File file = file(partition);
            long before = file.writer().written();
            file.writer().write(block);
            written += file.writer().written() - before;
        } catch (IOException e) {
            throw failure(e);
        } finally {
            block.release();
        }
    }

    private File file(int partition) throws IOException {
        File file = files[partition];
        if (file == null) {
            Path path = Files.createTempFile(context.spillDirectory(), "aggregate-" + level + "-", ".arrows");
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
            try {
                file = new File(path, channel, new ArrowStreamWriter(channel, schema));
            } catch (IOException e) {
                channel.close();
                Files.deleteIfExists(path);
                throw e;
            }
            files[partition] = file;
        }
        return file;
    }

    /** Ends the writing; the partitions that have rows belong to the caller. */
    List<SpilledStates> finish() {
        List<SpilledStates> partitions = new ArrayList<>();
        try {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                File file = files[partition];
                if (file != null) {
                    file.writer().close();
                    file.channel().close();
                    files[partition] = null;
                    partitions.add(new SpilledStates(file.path(), level, memory));
                }
            }
        } catch (IOException e) {
            partitions.forEach(SpilledStates::close);
            throw failure(e);
        }
        return partitions;
    }

    private EngineException failure(IOException e) {
        return ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", context.spillDirectory(), "detail", String.valueOf(e.getMessage()));
    }

    /** Removes the files that have not been handed over. */
    @Override
    public void close() {
        try {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                File file = files[partition];
                if (file != null) {
                    files[partition] = null;
                    file.channel().close();
                    Files.deleteIfExists(file.path());
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
