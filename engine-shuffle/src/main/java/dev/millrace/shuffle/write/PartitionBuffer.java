package dev.millrace.shuffle.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one output partition that are not in a block yet. */
final class PartitionBuffer {

    private static final int FIRST_ROWS = 64;

    private final Schema schema;
    private final List<VectorBuilder> columns = new ArrayList<>();
    private final int fixedWidth;
    private int buffered;
    private long bufferedBytes;
    private long rows;
    private long bytes;

    PartitionBuffer(Schema schema) {
        this.schema = schema;
        int width = 0;
        for (int column = 0; column < schema.size(); column++) {
            columns.add(VectorBuilder.of(schema.type(column), FIRST_ROWS));
            width += switch (schema.type(column).storage()) {
                case BOOLEAN -> 1;
                case INT -> 4;
                case LONG, DOUBLE -> 8;
                case DECIMAL128, BYTES -> 16;
                case LIST, MAP, STRUCT -> 64;
                case NULL -> 0;
            };
        }
        this.fixedWidth = width;
    }

    /** Copies rows of a batch: those that {@code at} names from {@code from} on. */
    void append(Batch batch, int[] at, int from, int count) {
        for (int column = 0; column < columns.size(); column++) {
            Vector vector = batch.column(column);
            columns.get(column).append(vector, at, from, count);
            bufferedBytes += textBytes(vector, at, from, count);
        }
        bufferedBytes += (long) fixedWidth * count;
        buffered += count;
        rows += count;
    }

    private static long textBytes(Vector vector, int[] at, int from, int count) {
        long total = 0;
        if (vector instanceof BytesVector flat) {
            int[] lengths = flat.lengths();
            for (int i = from; i < from + count; i++) {
                total += lengths[at[i]];
            }
        } else if (vector instanceof DictionaryVector coded && coded.dictionary() instanceof BytesVector entries) {
            int[] lengths = entries.lengths();
            int[] codes = coded.codes();
            for (int i = from; i < from + count; i++) {
                total += lengths[codes[at[i]]];
            }
        }
        return total;
    }

    int bufferedRows() {
        return buffered;
    }

    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Bytes of the arrays that are held for rows not yet in a block. */
    long heldBytes() {
        long held = 0;
        for (VectorBuilder column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    long rows() {
        return rows;
    }

    /** Bytes of the blocks made so far. */
    long bytes() {
        return bytes;
    }

    /** A block of the buffered rows, null when there are none. */
    @Nullable
    Block flush(MemoryPool blockMemory) {
        if (buffered == 0) {
            return null;
        }
        Block block = BlockEncoder.encode(schema, Batch.of(buffered, columns.stream().map(VectorBuilder::build).toList()), blockMemory);
        bytes += block.bytes();
        columns.forEach(VectorBuilder::clear);
        buffered = 0;
        bufferedBytes = 0;
        return block;
    }
}
