package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.shuffle.disk.Disk;
import dev.millrace.shuffle.disk.DiskFile;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the blocks of one map output to disk, ordered by partition: runs, which are merged a level up when there are too many, and at the
 * end one file. {@code docs/shuffle-format.md} says how. The output's lists of blocks are the truth: they are changed block by block, so
 * that a failure loses nothing. Guarded by the output's lock.
 */
final class ExternalSort implements AutoCloseable {

    /** A piece of one run and partition that is not worth copying only to lie beside the others. */
    private static final long LARGE_PIECE = 256 << 10;

    private final OutputId output;
    private final String job;
    private final Schema schema;
    private final Disk disk;
    private final SpillFolders folders;
    private final int fanIn;
    private final List<List<StoredBlock>> partitions;
    private final Consumer<Block> written;
    private final List<DataFile> files = new ArrayList<>();
    private int created;
    private @Nullable Path lastFolder;

    /**
     * @param partitions the output's blocks; what is written takes the place of what was in memory
     * @param written    told of each block of memory that is on disk now, and frees it
     */
    ExternalSort(TaskAttemptId attempt, Schema schema, Disk disk, SpillFolders folders, int fanIn, List<List<StoredBlock>> partitions,
            Consumer<Block> written) {
        this.output = new OutputId(attempt);
        this.job = OutputId.safe(attempt.stage().job().toString());
        this.schema = schema;
        this.disk = disk;
        this.folders = folders;
        this.fanIn = fanIn;
        this.partitions = partitions;
        this.written = written;
    }

    /** Whether anything has been written. */
    boolean isUsed() {
        return !files.isEmpty();
    }

    /**
     * Writes what is in memory as a run.
     *
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE
     */
    void addRun() {
        inAnyFolder(folder -> {
            DataFile file = runFile(folder, 0);
            writeInto(file, stored -> stored instanceof StoredBlock.InMemory);
            return file;
        });
    }

    /**
     * Makes one file of everything, and its index.
     *
     * @param force whether it has to survive a loss of power
     * @throws EngineException DISK_FULL or CANNOT_WRITE_FILE; then nothing is lost and it can be tried again
     */
    SortedOutput finish(boolean force) {
        SortedOutput finished = inAnyFolder(folder -> {
            DataFile file = files.size() == 1 && staysAsItIs(files.getFirst()) ? files.getFirst() : create(folder, 0);
            writeInto(file, stored -> !(stored instanceof StoredBlock.OnDisk(var other, var _)) || other != file);
            return written(file, () -> named(file, force));
        });
        partitions.forEach(List::clear);
        return finished;
    }

    /** Whether its runs, with what is in memory as one more, can be read well without being merged. */
    private boolean staysAsItIs(DataFile file) {
        long memory = 0;
        for (List<StoredBlock> blocks : partitions) {
            for (StoredBlock stored : blocks) {
                memory += stored instanceof StoredBlock.InMemory(var block) ? block.bytes() : 0;
            }
        }
        int runs = file.runs() + (memory > 0 ? 1 : 0);
        return !file.broken() && (runs <= 1 || runs <= fanIn && (file.length() + memory) / runs / partitions.size() >= LARGE_PIECE);
    }

    private SortedOutput named(DataFile file, boolean force) throws IOException {
        List<List<BlockPlace>> places = new ArrayList<>();
        for (List<StoredBlock> blocks : partitions) {
            List<BlockPlace> ofPartition = new ArrayList<>();
            for (StoredBlock stored : blocks) {
                if (!(stored instanceof StoredBlock.OnDisk(var in, var place)) || in != file) {
                    throw new IllegalStateException("a block of " + output + " was left out");
                }
                ofPartition.add(place);
            }
            places.add(ofPartition);
        }
        Path folder = file.folder().resolve(job);
        file.finish(folder.resolve(output.fileName() + ".arrows"), force);
        ByteBuffer index = ShuffleIndex.of(places).write(output, file.length());
        int indexBytes = index.remaining();
        DiskFile indexFile = disk.create(folder.resolve(output.fileName() + "." + created++ + ".tmp"));
        try {
            indexFile.write(index, 0);
            if (force) {
                indexFile.force();
            }
            indexFile.rename(folder.resolve(output.fileName() + ".index"));
            if (force) {
                disk.force(folder);
            }
            indexFile.park();
            file.park();
        } catch (IOException | RuntimeException | Error e) {
            indexFile.close();
            throw e;
        }
        files.remove(file);
        return new SortedOutput(output, file, indexFile, indexBytes);
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (DataFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        files.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** Room for one more run of a level; when it has as many as are merged at once they become one run of the next level. */
    private DataFile runFile(Path folder, int level) throws IOException {
        int runs = 0;
        DataFile last = null;
        for (DataFile file : files) {
            if (file.level() == level) {
                runs += file.runs();
                last = file.broken() ? last : file;
            }
        }
        if (runs >= fanIn) {
            DataFile target = runFile(folder, level + 1);
            writeInto(target, stored -> stored instanceof StoredBlock.OnDisk(var file, var _) && file.level() == level);
            last = null;
        }
        return last == null ? create(folder, level) : last;
    }

    private DataFile create(Path folder, int level) throws IOException {
        lastFolder = folder;
        DiskFile file = disk.create(folder.resolve(job).resolve(output.fileName() + "." + created++ + ".tmp"));
        try {
            DataFile made = new DataFile(output, schema, folder, file, level);
            files.add(made);
            return made;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private interface Choice {
        boolean takes(StoredBlock block);
    }

    /** Moves the chosen blocks to the end of a file, partition by partition, as one run; then deletes the files that are empty now. */
    private void writeInto(DataFile file, Choice choice) throws IOException {
        long before = file.length();
        written(file, () -> {
            try {
                for (int partition = 0; partition < partitions.size(); partition++) {
                    move(partition, file, choice);
                }
            } finally {
                if (file.length() > before) {
                    file.endRun();
                }
            }
            return file;
        });
        deleteUnused(file);
    }

    private void move(int partition, DataFile target, Choice choice) throws IOException {
        List<StoredBlock> blocks = partitions.get(partition);
        for (int i = 0; i < blocks.size();) {
            if (!choice.takes(blocks.get(i))) {
                i++;
                continue;
            }
            switch (blocks.get(i)) {
                case StoredBlock.InMemory(var block) -> {
                    blocks.set(i++, new StoredBlock.OnDisk(target, target.add(partition, block)));
                    written.accept(block);
                }
                case StoredBlock.OnDisk first -> {
                    int end = endOfPiece(blocks, i);
                    long start = first.place().offset();
                    long offset = target.add(first.file(), start, ((StoredBlock.OnDisk) blocks.get(end - 1)).place().end());
                    for (; i < end; i++) {
                        BlockPlace place = ((StoredBlock.OnDisk) blocks.get(i)).place();
                        blocks.set(i, new StoredBlock.OnDisk(target, place.at(offset + place.offset() - start)));
                    }
                }
            }
        }
    }

    /** Blocks from {@code first} on that lie one after the other in one file. */
    private static int endOfPiece(List<StoredBlock> blocks, int first) {
        int end = first + 1;
        StoredBlock.OnDisk last = (StoredBlock.OnDisk) blocks.get(first);
        while (end < blocks.size() && blocks.get(end) instanceof StoredBlock.OnDisk next && next.file() == last.file()
                && next.place().offset() == last.place().end()) {
            last = next;
            end++;
        }
        return end;
    }

    private void deleteUnused(@Nullable DataFile except) throws IOException {
        for (DataFile file : List.copyOf(files)) {
            if (file != except && partitions.stream().flatMap(List::stream).noneMatch(stored -> isIn(stored, file))) {
                files.remove(file);
                file.close();
            }
        }
    }

    private static boolean isIn(StoredBlock stored, DataFile file) {
        return stored instanceof StoredBlock.OnDisk(var in, var _) && in == file;
    }

    private interface Writing<T> {
        T write() throws IOException;
    }

    /** Nothing more is written to a file in which writing has failed. */
    private <T> T written(DataFile file, Writing<T> writing) throws IOException {
        lastFolder = file.folder();
        try {
            return writing.write();
        } catch (IOException | RuntimeException | Error e) {
            file.setBroken();
            throw e;
        }
    }

    private interface InFolder<T> {
        T write(Path folder) throws IOException;
    }

    /** Tries each folder once. */
    private <T> T inAnyFolder(InFolder<T> writing) {
        for (int tries = 1;; tries++) {
            Path folder = folders.next();
            try {
                return writing.write(folder);
            } catch (IOException e) {
                Path failed = lastFolder == null ? folder : lastFolder;
                folders.failed(failed);
                dropEmptyFiles();
                if (tries >= folders.count()) {
                    throw notWritten(e, failed);
                }
            }
        }
    }

    private void dropEmptyFiles() {
        try {
            deleteUnused(null);
        } catch (IOException e) {
            // It is deleted when the output is.
            return;
        }
    }

    private static EngineException notWritten(IOException e, Path folder) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")
                ? ErrorCondition.DISK_FULL.caused(e, "directory", folder)
                : ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", folder, "detail", "map output cannot be moved to disk: " + e + ".");
    }
}
