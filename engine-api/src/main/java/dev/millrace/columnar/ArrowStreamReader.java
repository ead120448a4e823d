package dev.millrace.columnar;

import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Arrow IPC stream of any writer that keeps to our types (see {@link BlockEncoder}), without dictionaries and compression.
 *
 * <p>{@code for (Block block = reader.next(); block != null; block = reader.next()) { … block.release(); }}
 *
 * <p>A stream that ends without its end marker after a whole message is taken as ended, as the format says. The channel stays open.
 */
public final class ArrowStreamReader {

    private static final int MAX_METADATA = 1 << 28;
    private static final long PIECE = 1L << 30;

    private final ReadableByteChannel channel;
    private final MemoryPool pool;
    private final Schema schema;
    private boolean ended;

    /**
     * Reads the schema at once.
     *
     * @throws StreamCorruptedException                   when the channel holds something else
     * @throws dev.millrace.error.EngineException UNSUPPORTED_FEATURE for an Arrow type that is none of ours
     */
    public ArrowStreamReader(ReadableByteChannel channel, MemoryPool pool) throws IOException {
        this.channel = channel;
        this.pool = pool;
        byte[] metadata = metadata();
        if (metadata == null) {
            throw new EOFException("an Arrow stream without a schema");
        }
        this.schema = ArrowMessages.schema(metadata);
    }

    public Schema schema() {
        return schema;
    }

    /**
     * The next block, which the caller releases, or null at the end.
     *
     * @throws EOFException                       when the channel ends inside a message
     * @throws dev.millrace.error.EngineException MEMORY_LIMIT_EXCEEDED when the pool refuses the block's memory
     */
    public @Nullable Block next() throws IOException {
        byte[] metadata = ended ? null : metadata();
        if (metadata == null) {
            ended = true;
            return null;
        }
        if (!ArrowMessages.isRecordBatch(metadata)) {
            throw new StreamCorruptedException("an Arrow stream holds something else than record batches");
        }
        NativeBuffer body = pool.allocate(ArrowMessages.bodyLength(metadata));
        try {
            MemorySegment segment = body.segment();
            for (long at = 0; at < segment.byteSize(); at += PIECE) {
                readFully(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
            }
            return ArrowMessages.block(metadata, schema, body);
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    /** The metadata of the next message, or null at the end. */
    private byte @Nullable [] metadata() throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(ArrowStreamWriter.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        while (prefix.hasRemaining() && channel.read(prefix) >= 0) {
            // A channel may give a few bytes at a time.
        }
        if (prefix.position() == 0) {
            return null;
        }
        if (prefix.hasRemaining()) {
            throw new EOFException("an Arrow stream ends inside a message");
        }
        int length = prefix.getInt(4);
        if (prefix.getInt(0) != ArrowStreamWriter.CONTINUATION || length < 0 || length > MAX_METADATA) {
            throw new StreamCorruptedException("no Arrow message begins here");
        }
        if (length == 0) {
            return null;
        }
        ByteBuffer metadata = ByteBuffer.allocate(length);
        readFully(metadata);
        return metadata.array();
    }

    private void readFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("an Arrow stream ends inside a message");
            }
        }
    }
}
