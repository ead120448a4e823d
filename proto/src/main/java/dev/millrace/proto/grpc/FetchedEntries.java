package dev.millrace.proto.grpc;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.Block;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.transport.BlockId;
import dev.millrace.types.Schema;
import io.grpc.HasByteBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the entries of one call's messages apart and checks that they are what was asked for, in that order. Used by one thread.
 */
final class FetchedEntries implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final FetchRequest request;
    private final MemoryPool memory;
    private final byte[] head = new byte[FetchHead.BYTES];
    private @Nullable InputStream message;
    private @Nullable Schema schema;
    private int part;
    private int number;
    private int rows;

    /** @param memory where blocks are counted */
    FetchedEntries(FetchRequest request, MemoryPool memory) {
        this.request = request;
        this.memory = memory;
        begin(0);
    }

    /** Number of the part that the next entry is of. */
    int part() {
        return part;
    }

    /** Blocks of that part that have come, with those skipped. */
    int number() {
        return number;
    }

    private void begin(int next) {
        part = next;
        rows = 0;
        number = next < request.parts().size() ? request.parts().get(next).skipped() : 0;
    }

    /** Whether a message is wanted before {@link #next} can go on. */
    boolean isEmpty() throws IOException {
        InputStream current = message;
        if (current != null && current.available() == 0) {
            message = null;
            current.close();
        }
        return message == null;
    }

    /** Takes a message over. */
    void add(InputStream next) {
        message = next;
    }

    /**
     * Reads the next entry.
     *
     * @param wanted false leaves the values of a block out
     * @return the block, which the caller releases; null for any other entry
     * @throws StreamCorruptedException when it is damaged or not what has to follow
     */
    @Nullable
    Block next(boolean wanted) throws IOException {
        InputStream in = message;
        if (in == null) {
            throw new StreamCorruptedException("no message");
        }
        if (part >= request.parts().size()) {
            throw new StreamCorruptedException("more came than was asked for");
        }
        readFully(in, head);
        ByteBuffer headBytes = ByteBuffer.wrap(head);
        FetchHead entry = FetchHead.decoded(headBytes, in.available());
        byte[] first = new byte[entry.first()];
        readFully(in, first);
        BlockId id = request.parts().get(part).id();
        if (entry.kind() == FetchHead.BLOCK) {
            return block(in, headBytes, entry, id, first, wanted);
        }
        FetchHead.check(headBytes, id, first, null);
        requireNext(entry, entry.second() == 0);
        switch (entry.kind()) {
            case FetchHead.SCHEMA -> schema = ArrowMessages.schema(first);
            case FetchHead.END -> {
                requireNext(entry, entry.rows() == rows);
                begin(part + 1);
            }
            default -> throw new StreamCorruptedException("an entry of the kind " + entry.kind());
        }
        return null;
    }

    private @Nullable Block block(InputStream in, ByteBuffer headBytes, FetchHead entry, BlockId id, byte[] metadata, boolean wanted)
            throws IOException {
        Schema known = schema;
        if (known == null) {
            throw new StreamCorruptedException("a block without a schema");
        }
        if (!wanted) {
            in.skipNBytes(entry.second());
            number++;
            rows += entry.rows();
            return null;
        }
        NativeBuffer body = memory.allocate(entry.second());
        try {
            readFully(in, body.segment());
            FetchHead.check(headBytes, id, metadata, body.segment());
            Block block = ArrowMessages.block(metadata, known, body);
            requireNext(entry, block.rows() == entry.rows());
            number++;
            rows += block.rows();
            return block;
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    private void requireNext(FetchHead entry, boolean right) throws StreamCorruptedException {
        if (!right || entry.part() != part || entry.number() != number) {
            throw new StreamCorruptedException(entry + " came where block " + number + " of part " + part + " should be");
        }
    }

    private static void readFully(InputStream in, byte[] bytes) throws IOException {
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("a message ends inside a block");
        }
    }

    /** One copy where the connection's buffer can be seen, else by way of a small array. */
    private static void readFully(InputStream in, MemorySegment target) throws IOException {
        byte[] piece = {};
        for (long at = 0; at < target.byteSize();) {
            long left = target.byteSize() - at;
            if (in instanceof HasByteBuffer chunks && chunks.byteBufferSupported()) {
                ByteBuffer chunk = chunks.getByteBuffer();
                if (chunk == null || !chunk.hasRemaining()) {
                    throw new EOFException("a message ends inside a block");
                }
                long size = Math.min(chunk.remaining(), left);
                MemorySegment.copy(MemorySegment.ofBuffer(chunk), 0, target, at, size);
                in.skipNBytes(size);
                at += size;
            } else {
                piece = piece.length == 0 ? new byte[(int) Math.min(PIECE, left)] : piece;
                int size = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (size <= 0) {
                    throw new EOFException("a message ends inside a block");
                }
                MemorySegment.copy(piece, 0, target, ValueLayout.JAVA_BYTE, at, size);
                at += size;
            }
        }
    }

    @Override
    public void close() {
        InputStream current = message;
        message = null;
        if (current != null) {
            FetchCall.closeQuietly(current);
        }
    }
}
