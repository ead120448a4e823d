package dev.millrace.shuffle.store;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Block;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Blocks of one map output on disk: an Arrow IPC stream without its end marker, to which blocks are added and from which each can be read
 * by its offset.
 */
final class SpillFile implements AutoCloseable {

    private static final int PREFIX = 8;
    private static final int MAX_METADATA = 1 << 28;

    private final Path path;
    private final Schema schema;
    private final SteadyFile file;
    private final ArrowStreamWriter writer;

    private SpillFile(Path path, Schema schema, SteadyFile file) throws IOException {
        this.path = path;
        this.schema = schema;
        this.file = file;
        this.writer = new ArrowStreamWriter(file, schema);
    }

    static SpillFile create(Path path, Schema schema) throws IOException {
        Files.createDirectories(path.getParent());
        SteadyFile file = SteadyFile.create(path);
        try {
            return new SpillFile(path, schema, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Adds a block; returns its offset. When it fails, the next block takes the place. */
    long add(Block block) throws IOException {
        long offset = file.position();
        try {
            writer.write(block);
            return offset;
        } catch (IOException | RuntimeException | Error e) {
            file.position(offset);
            throw e;
        }
    }

    /** Reads the block at this offset; several threads may. The caller releases it. */
    Block read(long offset, MemoryPool memory) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        file.read(prefix, offset);
        int length = prefix.getInt(4);
        if (length <= 0 || length > MAX_METADATA) {
            throw new StreamCorruptedException("no block at byte " + offset + " of " + path);
        }
        ByteBuffer metadata = ByteBuffer.allocate(length);
        file.read(metadata, offset + PREFIX);
        NativeBuffer body = memory.allocate(ArrowMessages.bodyLength(metadata.array()));
        try {
            file.read(body.segment().asByteBuffer(), offset + PREFIX + length);
            return ArrowMessages.block(metadata.array(), schema, body);
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    /** Closes and deletes the file. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
