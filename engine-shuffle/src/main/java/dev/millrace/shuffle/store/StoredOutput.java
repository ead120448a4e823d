package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one attempt, per output partition: in memory until memory is wanted, then in a file. Filled by the task's thread, spilled
 * by any, read by many once it is committed.
 */
public final class StoredOutput {

    private final TaskAttemptId attempt;
    private final Schema schema;
    private final MemoryPool memory;
    private final Path file;
    private final List<List<StoredBlock>> partitions = new ArrayList<>();
    private @Nullable SpillFile spilled;
    private volatile long bytesInMemory;
    private int readers;
    private boolean released;

    /** @param file where blocks go when memory is wanted; made only then */
    StoredOutput(TaskAttemptId attempt, int partitions, Schema schema, MemoryPool memory, Path file) {
        this.attempt = attempt;
        this.schema = schema;
        this.memory = memory;
        this.file = file;
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
        }
    }

    TaskAttemptId attempt() {
        return attempt;
    }

    /** Takes a block, which belongs to the output from now on. */
    public synchronized void add(int partition, Block block) {
        if (released) {
            block.release();
            return;
        }
        partitions.get(partition).add(new StoredBlock.InMemory(block));
        bytesInMemory += block.bytes();
    }

    /** Bytes that {@link #spill} would move to disk. */
    long bytesInMemory() {
        return bytesInMemory;
    }

    /**
     * Moves every block to disk; what a reader still holds is freed when it lets go.
     *
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE; every block is then still where it was or safely on disk
     */
    synchronized void spill() {
        if (released) {
            return;
        }
        try {
            for (List<StoredBlock> blocks : partitions) {
                for (int i = 0; i < blocks.size(); i++) {
                    if (blocks.get(i) instanceof StoredBlock.InMemory(var block)) {
                        if (spilled == null) {
                            spilled = SpillFile.create(file, schema);
                        }
                        blocks.set(i, new StoredBlock.OnDisk(spilled.add(block)));
                        bytesInMemory -= block.bytes();
                        memory.countSpilled(block.bytes());
                        block.release();
                    }
                }
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private EngineException notWritten(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")
                ? ErrorCondition.DISK_FULL.caused(e, "directory", file.getParent())
                : ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", file, "detail", "map output cannot be moved to disk: " + e + ".");
    }

    /**
     * The blocks of a partition for one reader, who calls {@link #readerClosed} at its end: those in memory are retained; null when the
     * output was dropped.
     */
    synchronized @Nullable List<StoredBlock> retain(int partition) {
        if (released || partition < 0 || partition >= partitions.size()) {
            return null;
        }
        List<StoredBlock> blocks = List.copyOf(partitions.get(partition));
        for (StoredBlock stored : blocks) {
            if (stored instanceof StoredBlock.InMemory(var block)) {
                block.retain();
            }
        }
        readers++;
        return blocks;
    }

    /** Reads a block that lies on disk. */
    Block read(StoredBlock.OnDisk block) throws IOException {
        SpillFile from;
        synchronized (this) {
            from = spilled;
        }
        if (from == null) {
            throw new IOException("the file is closed");
        }
        return from.read(block.offset(), memory);
    }

    synchronized void readerClosed() {
        readers--;
        closeFileUnlessRead();
    }

    /** Frees the memory at once, and the file when its last reader has closed. */
    synchronized void release() {
        if (released) {
            return;
        }
        released = true;
        bytesInMemory = 0;
        for (List<StoredBlock> blocks : partitions) {
            for (StoredBlock stored : blocks) {
                if (stored instanceof StoredBlock.InMemory(var block)) {
                    block.release();
                }
            }
        }
        closeFileUnlessRead();
    }

    private void closeFileUnlessRead() {
        if (!released || readers > 0 || spilled == null) {
            return;
        }
        try {
            spilled.close();
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", file, "detail", "it cannot be deleted: " + e.getMessage());
        } finally {
            spilled = null;
        }
    }
}
