package dev.millrace.columnar;

import dev.millrace.types.Schema;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/**
 * Writes blocks as an Arrow IPC stream: a schema message, a message for each block, an end marker. Any Arrow library reads it.
 *
 * <p>{@code try (ArrowStreamWriter writer = new ArrowStreamWriter(channel, schema)) { writer.write(block); }}
 *
 * <p>A message is {@code ffffffff}, the length of its metadata as a little-endian int, the metadata padded to a multiple of 8 bytes, the
 * body.
 */
public final class ArrowStreamWriter implements AutoCloseable {

    static final int CONTINUATION = -1;
    static final int PREFIX = 8;
    private static final int ALIGNMENT = 8;
    private static final long PIECE = 1L << 30;

    private final WritableByteChannel channel;
    private final Schema schema;
    private long written;
    private boolean closed;

    /** Writes the schema at once. */
    public ArrowStreamWriter(WritableByteChannel channel, Schema schema) throws IOException {
        this.channel = channel;
        this.schema = schema;
        writeMetadata(ArrowMessages.schema(schema));
    }

    /** Writes one block; it must have this stream's schema. The caller keeps it. */
    public void write(Block block) throws IOException {
        if (!block.schema().equals(schema)) {
            throw new IllegalArgumentException("a block of " + block.schema() + " in a stream of " + schema);
        }
        writeMetadata(ArrowMessages.recordBatch(block));
        MemorySegment body = block.body();
        for (long at = 0; at < body.byteSize(); at += PIECE) {
            writeFully(body.asSlice(at, Math.min(PIECE, body.byteSize() - at)).asByteBuffer());
        }
    }

    /** Bytes written so far. */
    public long written() {
        return written;
    }

    /** Writes the end marker; the channel stays open. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            writeFully(prefix(0, 0));
        }
    }

    private void writeMetadata(byte[] metadata) throws IOException {
        int padded = metadata.length + ALIGNMENT - 1 & -ALIGNMENT;
        ByteBuffer framed = prefix(padded, padded);
        framed.put(PREFIX, metadata);
        writeFully(framed);
    }

    /** The first bytes of a message, and room behind them. */
    private static ByteBuffer prefix(int metadataLength, int room) {
        return ByteBuffer.allocate(PREFIX + room).order(ByteOrder.LITTLE_ENDIAN).putInt(0, CONTINUATION).putInt(4, metadataLength);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
    }
}
