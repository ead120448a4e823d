package dev.millrace.columnar;

import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.Schema;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows outside a task: the body of an Arrow record batch in native memory, with where its buffers lie. Immutable and counted: each holder
 * {@link #retain retains} and {@link #release releases} it, the last release frees the memory.
 *
 * <p>Layout: the Arrow columnar format, version 1.5, record batch body; see {@link BlockEncoder} for the Arrow type of each of ours.
 */
public final class Block {

    private final Schema schema;
    private final int rows;
    private final List<ArrowNode> nodes;
    private final List<ArrowBuffer> buffers;
    private final NativeBuffer body;
    private final AtomicInteger holders = new AtomicInteger(1);

    Block(Schema schema, int rows, List<ArrowNode> nodes, List<ArrowBuffer> buffers, NativeBuffer body) {
        this.schema = schema;
        this.rows = rows;
        this.nodes = List.copyOf(nodes);
        this.buffers = List.copyOf(buffers);
        this.body = body;
    }

    /** Length and null count of one field, in depth-first order. */
    public record ArrowNode(long length, long nullCount) {}

    /** Place of one buffer in the body. */
    public record ArrowBuffer(long offset, long length) {}

    public Schema schema() {
        return schema;
    }

    public int rows() {
        return rows;
    }

    public List<ArrowNode> nodes() {
        return nodes;
    }

    public List<ArrowBuffer> buffers() {
        return buffers;
    }

    /** The body; valid while the caller holds the block. */
    public MemorySegment body() {
        return body.segment();
    }

    /** Bytes of the body. */
    public long bytes() {
        return body.segment().byteSize();
    }

    /** One holder more; returns this. */
    public Block retain() {
        if (holders.getAndUpdate(count -> count > 0 ? count + 1 : count) <= 0) {
            throw new IllegalStateException("the block has been freed");
        }
        return this;
    }

    /** One holder less; the last frees the memory. */
    public void release() {
        int before = holders.getAndUpdate(count -> count > 0 ? count - 1 : count);
        if (before == 1) {
            body.close();
        } else if (before <= 0) {
            throw new IllegalStateException("the block was released too often");
        }
    }
}
