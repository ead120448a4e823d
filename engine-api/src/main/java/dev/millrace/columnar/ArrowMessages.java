package dev.millrace.columnar;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Metadata of Arrow IPC messages: flatbuffers {@code Message} of version 5, without the framing. A block travels as {@link
 * #recordBatch(Block)} and its body.
 *
 * <p>{@code Block copy = ArrowMessages.block(ArrowMessages.recordBatch(block), block.schema(), receivedBody);}
 */
public final class ArrowMessages {

    private ArrowMessages() {}

    /** A schema message. */
    public static byte[] schema(Schema schema) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        return message(builder, MessageHeader.Schema, ArrowTypes.write(builder, schema), 0);
    }

    /**
     * The schema of a schema message.
     *
     * @throws StreamCorruptedException                   when the bytes are no such message
     * @throws dev.millrace.error.EngineException UNSUPPORTED_FEATURE for an Arrow type that is none of ours
     */
    public static Schema schema(byte[] metadata) throws StreamCorruptedException {
        return read(metadata, MessageHeader.Schema, message -> {
            org.apache.arrow.flatbuf.Schema schema =
                    (org.apache.arrow.flatbuf.Schema) message.header(new org.apache.arrow.flatbuf.Schema());
            return ArrowTypes.read(schema);
        });
    }

    /** The record batch message of a block. */
    public static byte[] recordBatch(Block block) {
        FlatBufferBuilder builder = new FlatBufferBuilder(256 + 16 * (block.nodes().size() + block.buffers().size()));
        RecordBatch.startNodesVector(builder, block.nodes().size());
        for (Block.ArrowNode node : block.nodes().reversed()) {
            FieldNode.createFieldNode(builder, node.length(), node.nullCount());
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, block.buffers().size());
        for (Block.ArrowBuffer buffer : block.buffers().reversed()) {
            Buffer.createBuffer(builder, buffer.offset(), buffer.length());
        }
        int buffers = builder.endVector();
        int batch = RecordBatch.createRecordBatch(builder, block.rows(), nodes, buffers, 0, 0);
        return message(builder, MessageHeader.RecordBatch, batch, block.bytes());
    }

    /** Bytes of the body that follows a message. */
    public static long bodyLength(byte[] metadata) throws StreamCorruptedException {
        long length = read(metadata, MessageHeader.NONE, Message::bodyLength);
        if (length < 0) {
            throw new StreamCorruptedException("an Arrow message says that its body has " + length + " bytes");
        }
        return length;
    }

    /**
     * A block of a record batch message and its body, which the block closes when it is released for the last time. When this throws, the
     * body still belongs to the caller.
     *
     * @throws StreamCorruptedException                   when the bytes are no such message, or do not fit the schema and the body
     * @throws dev.millrace.error.EngineException UNSUPPORTED_FEATURE for a compressed body
     */
    public static Block block(byte[] metadata, Schema schema, NativeBuffer body) throws StreamCorruptedException {
        return read(metadata, MessageHeader.RecordBatch, message -> block((RecordBatch) message.header(new RecordBatch()), schema, body));
    }

    static boolean isRecordBatch(byte[] metadata) throws StreamCorruptedException {
        return read(metadata, MessageHeader.NONE, message -> message.headerType() == MessageHeader.RecordBatch);
    }

    private static Block block(RecordBatch batch, Schema schema, NativeBuffer body) throws StreamCorruptedException {
        if (batch.compression() != null) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A compressed Arrow record batch", "advice",
                    "Write it without compression.");
        }
        List<Block.ArrowNode> nodes = new ArrayList<>();
        for (int i = 0; i < batch.nodesLength(); i++) {
            FieldNode node = batch.nodes(i);
            nodes.add(new Block.ArrowNode(node.length(), node.nullCount()));
        }
        List<Block.ArrowBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < batch.buffersLength(); i++) {
            Buffer buffer = batch.buffers(i);
            buffers.add(new Block.ArrowBuffer(buffer.offset(), buffer.length()));
        }
        BlockLayout.check(schema, batch.length(), nodes, buffers, body.segment().byteSize());
        return new Block(schema, (int) batch.length(), nodes, buffers, body);
    }

    private static byte[] message(FlatBufferBuilder builder, byte headerType, int header, long bodyLength) {
        Message.finishMessageBuffer(builder, Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyLength, 0));
        return builder.sizedByteArray();
    }

    private interface MessageReader<T> {
        T read(Message message) throws StreamCorruptedException;
    }

    private static <T> T read(byte[] metadata, byte headerType, MessageReader<T> reader) throws StreamCorruptedException {
        try {
            Message message = Message.getRootAsMessage(ByteBuffer.wrap(metadata));
            if (headerType != MessageHeader.NONE && message.headerType() != headerType) {
                throw new StreamCorruptedException(
                        "an Arrow message of kind " + message.headerType() + " came instead of kind " + headerType);
            }
            return reader.read(message);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException | NullPointerException e) {
            StreamCorruptedException corrupted = new StreamCorruptedException("the metadata of an Arrow message is damaged");
            corrupted.initCause(e);
            throw corrupted;
        }
    }
}
