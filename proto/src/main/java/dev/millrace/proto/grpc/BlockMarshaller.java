package dev.millrace.proto.grpc;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.Block;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Blocks as gRPC messages without a detour through protobuf: lengths of the schema message, the record batch message and the body, a
 * checksum, then those three. The body goes from native memory to the connection's buffers, and from there to native memory, in pieces.
 */
final class BlockMarshaller implements MethodDescriptor.Marshaller<BlockFrame> {

    private static final int PIECE = 1 << 16;
    private static final int MAX_METADATA = 16 << 20;
    private static final long HEAD = 4 + 4 + 8 + 4;
    private static final long CHECKED_PIECE = 1L << 30;

    private final MemoryPool memory;

    /** @param memory where received blocks are counted */
    BlockMarshaller(MemoryPool memory) {
        this.memory = memory;
    }

    @Override
    public InputStream stream(BlockFrame frame) {
        return new FrameStream(frame.block());
    }

    @Override
    public BlockFrame parse(InputStream stream) {
        try {
            DataInputStream in = new DataInputStream(stream);
            byte[] schemaBytes = new byte[checked(in.readInt())];
            byte[] metadata = new byte[checked(in.readInt())];
            long bodyBytes = in.readLong();
            int checksum = in.readInt();
            if (bodyBytes < 0 || bodyBytes > Methods.MAX_MESSAGE_BYTES) {
                throw new StreamCorruptedException("a block of " + bodyBytes + " bytes");
            }
            in.readFully(schemaBytes);
            in.readFully(metadata);
            NativeBuffer body = memory.allocate(bodyBytes);
            try {
                readBody(in, body.segment(), bodyBytes);
                if (in.read() >= 0) {
                    throw new StreamCorruptedException("a block with bytes behind its end");
                }
                if (checksum(schemaBytes, metadata, body.segment()) != checksum) {
                    throw new StreamCorruptedException("the checksum of a block is wrong");
                }
                return new BlockFrame(ArrowMessages.block(metadata, ArrowMessages.schema(schemaBytes), body));
            } catch (IOException | RuntimeException | Error e) {
                body.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int checked(int length) throws StreamCorruptedException {
        if (length < 0 || length > MAX_METADATA) {
            throw new StreamCorruptedException("metadata of " + length + " bytes");
        }
        return length;
    }

    /** CRC32C of the three lengths and the three parts. */
    private static int checksum(byte[] schema, byte[] metadata, MemorySegment body) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(16).putInt(schema.length).putInt(metadata.length).putLong(body.byteSize()).flip());
        checksum.update(schema);
        checksum.update(metadata);
        for (long at = 0; at < body.byteSize(); at += CHECKED_PIECE) {
            checksum.update(body.asSlice(at, Math.min(CHECKED_PIECE, body.byteSize() - at)).asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    private static void readBody(DataInputStream in, MemorySegment body, long length) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, length)];
        for (long at = 0; at < length;) {
            int size = (int) Math.min(piece.length, length - at);
            in.readFully(piece, 0, size);
            MemorySegment.copy(piece, 0, body, ValueLayout.JAVA_BYTE, at, size);
            at += size;
        }
    }

    /** A block as a message; it is drained once, and holds the block until then. */
    private static final class FrameStream extends InputStream implements Drainable, KnownLength {

        private final Block block;
        private final byte[] schema;
        private final byte[] metadata;
        private boolean drained;
        private InputStream rest = InputStream.nullInputStream();

        FrameStream(Block block) {
            this.block = block;
            this.schema = ArrowMessages.schema(block.schema());
            this.metadata = ArrowMessages.recordBatch(block);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            DataOutputStream out = new DataOutputStream(target);
            out.writeInt(schema.length);
            out.writeInt(metadata.length);
            out.writeLong(block.bytes());
            out.writeInt(checksum(schema, metadata, block.body()));
            out.write(schema);
            out.write(metadata);
            MemorySegment body = block.body();
            byte[] piece = new byte[(int) Math.min(PIECE, body.byteSize())];
            for (long at = 0; at < body.byteSize();) {
                int size = (int) Math.min(piece.length, body.byteSize() - at);
                MemorySegment.copy(body, ValueLayout.JAVA_BYTE, at, piece, 0, size);
                out.write(piece, 0, size);
                at += size;
            }
            out.flush();
            drained = true;
            return length;
        }

        @Override
        public int available() {
            return drained ? 0 : Math.toIntExact(HEAD + schema.length + metadata.length + block.bytes());
        }

        /** gRPC drains; whoever reads instead gets the same bytes. */
        @Override
        public int read() throws IOException {
            if (!drained) {
                ByteArrayOutputStream all = new ByteArrayOutputStream(available());
                drainTo(all);
                rest = new ByteArrayInputStream(all.toByteArray());
            }
            return rest.read();
        }
    }
}
