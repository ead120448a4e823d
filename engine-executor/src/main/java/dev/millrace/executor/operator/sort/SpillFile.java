package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.ArrowStreamReader;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.Selection;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk as an Arrow IPC stream: written once, then read, from the start again if need be. Closing it deletes it.
 *
 * <p>{@code SpillFile run = SpillFile.create(task.spillDirectory(), "sort", schema, memory); run.write(batch); run.finish(); run.next();}
 */
public final class SpillFile implements BatchSource {

    private final Path path;
    private final Schema schema;
    private final MemoryPool memory;
    private @Nullable FileChannel channel;
    private @Nullable ArrowStreamWriter writer;
    private long rows;
    private long largestBlock;
    private @Nullable ArrowStreamReader reader;

    private SpillFile(Path path, Schema schema, MemoryPool memory) {
        this.path = path;
        this.schema = schema;
        this.memory = memory;
    }

    /**
     * A new file; {@code memory} counts one block while it is written or read.
     *
     * @param purpose first part of its name
     */
    public static SpillFile create(Path directory, String purpose, Schema schema, MemoryPool memory) {
        Path path = directory;
        try {
            path = Files.createTempFile(directory, purpose + "-", ".arrow");
            SpillFile file = new SpillFile(path, schema, memory);
            file.channel = FileChannel.open(path, StandardOpenOption.WRITE);
            file.writer = new ArrowStreamWriter(file.channel, schema);
            return file;
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    /** Appends the rows that count: as one block, or as several where the memory is too little for one. */
    public void write(Batch batch) {
        Block block;
        try {
            block = BlockEncoder.encode(schema, batch, memory);
        } catch (EngineException e) {
            int middle = batch.rows() >>> 1;
            if (e.condition() != ErrorCondition.MEMORY_LIMIT_EXCEEDED || middle == 0) {
                throw e;
            }
            write(batch.select(part(batch, 0, middle)));
            write(batch.select(part(batch, middle, batch.rows() - middle)));
            return;
        }
        try {
            writing().write(block);
            rows += block.rows();
            largestBlock = Math.max(largestBlock, block.bytes());
        } catch (IOException e) {
            throw notWritten(path, e);
        } finally {
            block.release();
        }
    }

    /** Some of the rows that count, by their number among those. */
    public static Selection part(Batch batch, int from, int count) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = batch.selection() == null ? from + i : batch.selection().rows()[from + i];
        }
        return new Selection(chosen, count);
    }

    /** Rows written so far. */
    public long rows() {
        return rows;
    }

    /** Bytes of the largest block written so far: what reading takes. */
    public long largestBlock() {
        return largestBlock;
    }

    /** The next call of {@link #next} gives the first rows again. */
    public void rewind() {
        reader = null;
        try {
            closeChannel();
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", path, "position", "its start", "detail",
                    String.valueOf(e.getMessage()));
        }
    }

    /** Ends writing; returns the bytes of the file. */
    public long finish() {
        ArrowStreamWriter ended = writing();
        writer = null;
        try {
            ended.close();
            closeChannel();
            return ended.written();
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    @Override
    public @Nullable Batch next() {
        try {
            if (reader == null) {
                channel = FileChannel.open(path, StandardOpenOption.READ);
                reader = new ArrowStreamReader(channel, memory);
            }
            Block block = reader.next();
            if (block == null) {
                return null;
            }
            try {
                return BlockDecoder.decode(block);
            } finally {
                block.release();
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", path, "position", "the next block", "detail", e.getMessage());
        }
    }

    private ArrowStreamWriter writing() {
        if (writer == null) {
            throw new IllegalStateException("the file is written already");
        }
        return writer;
    }

    private static EngineException notWritten(Path path, IOException e) {
        String detail = String.valueOf(e.getMessage());
        return detail.toLowerCase(Locale.ROOT).contains("no space left")
                ? ErrorCondition.DISK_FULL.caused(e, "directory", path)
                : ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", path, "detail", detail);
    }

    private void closeChannel() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        try {
            closeChannel();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", path, "detail", e.getMessage());
        }
    }
}
