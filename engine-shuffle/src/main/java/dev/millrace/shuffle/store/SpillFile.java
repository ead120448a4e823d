package dev.millrace.shuffle.store;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Block;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Blocks of one map output on disk: an Arrow IPC stream without its end marker, to which blocks are added and from which each can be read
 * by its offset.
 */
final class SpillFile implements AutoCloseable {

    private static final int PREFIX = 8;
    private static final int MAX_METADATA = 1 << 28;

    private final Path path;
    private final Schema schema;
    private final FileChannel channel;
    private final ArrowStreamWriter writer;

    private SpillFile(Path path, Schema schema, FileChannel channel) throws IOException {
        this.path = path;
        this.schema = schema;
        this.channel = channel;
        this.writer = new ArrowStreamWriter(channel, schema);
    }

    static SpillFile create(Path path, Schema schema) throws IOException {
        Files.createDirectories(path.getParent());
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new SpillFile(path, schema, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Adds a block; returns its offset. */
    long add(Block block) throws IOException {
        long offset = writer.written();
        writer.write(block);
        return offset;
    }

    /** Reads the block at this offset; several threads may. The caller releases it. */
    Block read(long offset, MemoryPool memory) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        readFully(prefix, offset);
        int length = prefix.getInt(4);
        if (length <= 0 || length > MAX_METADATA) {
            throw new StreamCorruptedException("no block at byte " + offset + " of " + path);
        }
        ByteBuffer metadata = ByteBuffer.allocate(length);
        readFully(metadata, offset + PREFIX);
        NativeBuffer body = memory.allocate(ArrowMessages.bodyLength(metadata.array()));
        try {
            readFully(body.segment().asByteBuffer(), offset + PREFIX + length);
            return ArrowMessages.block(metadata.array(), schema, body);
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    /** Closes and deletes the file. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    private void readFully(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                throw new EOFException("the file " + path + " ends inside a block");
            }
            at += count;
        }
    }
}
