package dev.millrace.columnar;

import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The bridge to Arrow's own Java library. An application that uses it adds {@code org.apache.arrow:arrow-vector} and {@code
 * arrow-memory-unsafe}, and starts its JVM with {@code --add-opens=java.base/java.nio=ALL-UNNAMED}; {@code
 * --sun-misc-unsafe-memory-access=allow} silences a warning of Java 24 and later. (With {@code arrow-memory-netty} the library does not
 * start on Java 25.) Nothing else in Millrace loads a class of that library.
 *
 * <p>{@code try (BufferAllocator arrow = new RootAllocator(); VectorSchemaRoot root = ArrowInterchange.toArrow(block, arrow)) { … }}
 *
 * <p>Both directions copy once, buffer by buffer. See {@link BlockEncoder} for the types.
 */
public final class ArrowInterchange {

    private static final long PIECE = 1L << 30;

    private ArrowInterchange() {}

    /** This schema in Arrow's classes. */
    public static Schema schema(dev.millrace.types.Schema schema) {
        Message message = Message.getRootAsMessage(ByteBuffer.wrap(ArrowMessages.schema(schema)));
        return Schema.convertSchema((org.apache.arrow.flatbuf.Schema) message.header(new org.apache.arrow.flatbuf.Schema()));
    }

    /** An Arrow schema as ours; UNSUPPORTED_FEATURE for a type that is none of ours. */
    public static dev.millrace.types.Schema schema(Schema schema) {
        try {
            return ArrowMessages.schema(withoutPrefix(schema.serializeAsMessage()));
        } catch (StreamCorruptedException e) {
            throw ErrorCondition.INTERNAL_ERROR.caused(e, "detail",
                    "The Arrow library has written a schema that cannot be read: " + schema + ".");
        }
    }

    /** A block's rows as Arrow vectors with memory of their own, which the caller closes. The caller keeps the block. */
    public static VectorSchemaRoot toArrow(Block block, BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema(block.schema()), allocator);
        List<ArrowBuf> buffers = new ArrayList<>(block.buffers().size());
        try {
            for (Block.ArrowBuffer place : block.buffers()) {
                ArrowBuf buffer = allocator.buffer(place.length());
                buffers.add(buffer);
                for (long at = 0; at < place.length(); at += PIECE) {
                    buffer.setBytes(at, block.body().asSlice(place.offset() + at, Math.min(PIECE, place.length() - at)).asByteBuffer());
                }
                buffer.writerIndex(place.length());
            }
            List<ArrowFieldNode> nodes = new ArrayList<>(block.nodes().size());
            for (Block.ArrowNode node : block.nodes()) {
                nodes.add(new ArrowFieldNode(node.length(), node.nullCount()));
            }
            try (ArrowRecordBatch batch = new ArrowRecordBatch(block.rows(), nodes, buffers)) {
                new VectorLoader(root).load(batch);
            }
            return root;
        } catch (RuntimeException | Error e) {
            root.close();
            throw e;
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    /**
     * The rows of Arrow vectors as a block in memory of {@code pool}. The caller keeps the vectors, and releases the block.
     *
     * @throws dev.millrace.error.EngineException UNSUPPORTED_FEATURE for an Arrow type that is none of ours, MEMORY_LIMIT_EXCEEDED when the
     *                pool refuses
     */
    public static Block fromArrow(VectorSchemaRoot root, MemoryPool pool) {
        dev.millrace.types.Schema schema = schema(root.getSchema());
        try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
            List<Block.ArrowBuffer> places = new ArrayList<>(batch.getBuffers().size());
            long size = 0;
            for (ArrowBuf buffer : batch.getBuffers()) {
                places.add(new Block.ArrowBuffer(size, buffer.writerIndex()));
                size = BlockEncoder.padded(size + buffer.writerIndex());
            }
            List<Block.ArrowNode> nodes = new ArrayList<>(batch.getNodes().size());
            for (ArrowFieldNode node : batch.getNodes()) {
                nodes.add(new Block.ArrowNode(node.getLength(), node.getNullCount()));
            }
            NativeBuffer body = pool.allocate(size);
            MemorySegment segment = body.segment();
            segment.fill((byte) 0);
            for (int i = 0; i < places.size(); i++) {
                ArrowBuf buffer = batch.getBuffers().get(i);
                Block.ArrowBuffer place = places.get(i);
                for (long at = 0; at < place.length(); at += PIECE) {
                    buffer.getBytes(at, segment.asSlice(place.offset() + at, Math.min(PIECE, place.length() - at)).asByteBuffer());
                }
            }
            return new Block(schema, batch.getLength(), nodes, places, body);
        }
    }

    /** Without the continuation mark and the length. */
    private static byte[] withoutPrefix(byte[] message) {
        byte[] metadata = new byte[message.length - ArrowStreamWriter.PREFIX];
        System.arraycopy(message, ArrowStreamWriter.PREFIX, metadata, 0, metadata.length);
        return metadata;
    }
}
