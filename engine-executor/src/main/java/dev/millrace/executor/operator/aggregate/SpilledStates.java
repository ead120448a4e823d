package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.ArrowStreamReader;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One partition of spilled states, read once; closing removes the file. */
final class SpilledStates implements BatchFeed, AutoCloseable {

    private final Path file;
    private final int level;
    private final MemoryPool memory;
    private @Nullable FileChannel channel;
    private @Nullable ArrowStreamReader reader;

    /** @param level how often these rows have been spilled */
    SpilledStates(Path file, int level, MemoryPool memory) {
        this.file = file;
        this.level = level;
        this.memory = memory;
    }

    int level() {
        return level;
    }

    @Override
    public @Nullable Batch next() {
        try {
            if (reader == null) {
                channel = FileChannel.open(file, StandardOpenOption.READ);
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
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", file, "position", "a spilled block", "detail", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", file, "detail", e.getMessage());
        }
    }
}
