package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.disk.Disk;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one attempt, per output partition: in memory until memory is wanted, then on disk. Filled by the task's thread, spilled by
 * any, read by many once it is committed.
 */
public final class StoredOutput {

    /** What an output for the disk gathers before it writes. */
    private static final long DISK_BUFFER = 64L << 20;

    private final TaskAttemptId attempt;
    private final long number;
    private final Residence residence;
    private final MemoryPool memory;
    private final List<List<StoredBlock>> partitions = new ArrayList<>();
    private final ExternalSort sort;
    private @Nullable SortedOutput sorted;
    private volatile long bytesInMemory;
    private volatile boolean moving;
    private boolean committed;
    private int readers;
    private boolean released;

    /** @param number in the order in which outputs were begun */
    StoredOutput(TaskAttemptId attempt, long number, int partitions, Schema schema, Residence residence, MemoryPool memory, Disk disk,
            SpillFolders folders, int fanIn) {
        this.attempt = attempt;
        this.number = number;
        this.residence = residence;
        this.memory = memory;
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
        }
        this.sort = new ExternalSort(attempt, schema, disk, folders, fanIn, this.partitions, this::written);
    }

    TaskAttemptId attempt() {
        return attempt;
    }

    long number() {
        return number;
    }

    /** What was dropped once and made again goes to disk the next time: otherwise two such outputs could drop each other for ever. */
    boolean mayBeDropped() {
        return residence == Residence.MEMORY_ONLY && attempt.attempt() == 0;
    }

    /**
     * Takes a block, which belongs to the output from now on.
     *
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE, when it is for the disk
     */
    public synchronized void add(int partition, Block block) {
        if (released) {
            block.release();
            return;
        }
        partitions.get(partition).add(new StoredBlock.InMemory(block));
        bytesInMemory += block.bytes();
        if (residence == Residence.DISK_ONLY && bytesInMemory >= DISK_BUFFER) {
            move();
        }
    }

    /**
     * No block follows. What has to be on disk is there afterwards, as one file.
     *
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE; the output is then as it was before
     */
    synchronized void commit() {
        if (released) {
            throw new IllegalStateException("the output of " + attempt + " has been freed");
        }
        committed = true;
        if (sort.isUsed() || (residence == Residence.DISK_ONLY && bytesInMemory > 0)) {
            try {
                move();
            } catch (RuntimeException | Error e) {
                committed = false;
                throw e;
            }
        }
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
        if (released || bytesInMemory == 0) {
            return;
        }
        move();
    }

    private void move() {
        moving = true;
        try {
            if (committed) {
                sorted = sort.finish(residence == Residence.DISK_ONLY);
            } else {
                sort.addRun();
            }
        } finally {
            moving = false;
        }
    }

    /** Whether somebody moves it to disk just now. */
    boolean isMoving() {
        return moving;
    }

    private void written(Block block) {
        bytesInMemory -= block.bytes();
        memory.countSpilled(block.bytes());
        block.release();
    }

    /**
     * The blocks of a partition for one reader, who calls {@link #readerClosed} at its end: those in memory are retained; null when the
     * output was dropped.
     *
     * @throws IOException when the index cannot be read
     */
    synchronized @Nullable List<StoredBlock> retain(int partition) throws IOException {
        if (released || partition < 0 || partition >= partitions.size()) {
            return null;
        }
        List<StoredBlock> blocks = sorted == null ? List.copyOf(partitions.get(partition)) : sorted.blocks(partition);
        for (StoredBlock stored : blocks) {
            if (stored instanceof StoredBlock.InMemory(var block)) {
                block.retain();
            }
        }
        readers++;
        return blocks;
    }

    /** Reads a block that lies on disk. */
    Block read(int partition, StoredBlock.OnDisk block) throws IOException {
        return block.file().read(partition, block.place(), memory);
    }

    synchronized void readerClosed() {
        readers--;
        closeFilesUnlessRead();
    }

    /** Frees the memory at once, and the files when their last reader has closed. */
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
            blocks.clear();
        }
        closeFilesUnlessRead();
    }

    private void closeFilesUnlessRead() {
        if (readers > 0) {
            return;
        }
        try {
            if (released) {
                try {
                    sort.close();
                } finally {
                    if (sorted != null) {
                        sorted.close();
                    }
                }
            } else if (sorted != null) {
                sorted.park();
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", attempt, "detail", "it cannot be deleted: " + e.getMessage());
        }
    }
}
