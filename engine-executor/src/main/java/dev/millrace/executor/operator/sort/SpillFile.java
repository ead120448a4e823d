package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.ArrowStreamReader;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
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

/** Rows on disk as an Arrow IPC stream: written once, then read once. Closing it deletes it. */
final class SpillFile implements BatchSource {

    private final Path path;
    private final Schema schema;
    private final MemoryPool memory;
    private @Nullable FileChannel channel;
    private @Nullable ArrowStreamWriter writer;
    private @Nullable ArrowStreamReader reader;

    private SpillFile(Path path, Schema schema, MemoryPool memory) {
        this.path = path;
        this.schema = schema;
        this.memory = memory;
    }

    /** A new file; {@code memory} counts one block while it is written or read. */
    static SpillFile create(Path directory, Schema schema, MemoryPool memory) {
        Path path = directory;
        try {
            path = Files.createTempFile(directory, "sort-", ".arrow");
            SpillFile file = new SpillFile(path, schema, memory);
            file.channel = FileChannel.open(path, StandardOpenOption.WRITE);
            file.writer = new ArrowStreamWriter(file.channel, schema);
            return file;
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    void write(Batch batch) {
        Block block = BlockEncoder.encode(schema, batch, memory);
        try {
            writing().write(block);
        } catch (IOException e) {
            throw notWritten(path, e);
        } finally {
            block.release();
        }
    }

    /** Ends writing; returns the bytes of the file. */
    long finish() {
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
