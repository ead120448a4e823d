package dev.millrace.files.parquet.write;

import dev.millrace.columnar.Batch;
import dev.millrace.files.write.FileEncoder;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file. What a row group holds is counted in the memory pool; when that refuses, the row group ends early.
 *
 * <p>{@code try (var file = new ParquetFileEncoder(path, schema, ParquetLayout.DEFAULT, pool)) { file.write(batch); file.finish(); }}
 */
public final class ParquetFileEncoder implements FileEncoder {

    /** Rows between two looks at the sizes of pages. */
    private static final int SLICE = 1024;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int TRUNCATED_STATISTICS = 64;
    private static final long RESERVATION_STEP = 1L << 18;

    private final Schema schema;
    private final MessageType message;
    private final ParquetLayout layout;
    private final MemoryPool pool;
    private final PageCompressor compressor;
    private final ParquetProperties properties;
    private final ParquetOutput output;
    private final ParquetFileWriter file;
    private @Nullable RowGroup open;
    private long reserved;
    private boolean finished;

    /** Columns in writing, and where their finished pages wait. */
    private record RowGroup(ColumnChunkPageWriteStore pages, ColumnWriteStore columns, List<ColumnNode> nodes, long[] rows) {

        /** Bytes held: of pages that are done, and of those that are being written. */
        long heldBytes() {
            return columns.getBufferedSize() + columns.getAllocatedSize();
        }
    }

    public ParquetFileEncoder(Path path, Schema schema, ParquetLayout layout, MemoryPool pool) throws IOException {
        QuietLogging.ensure();
        this.schema = schema;
        this.message = ParquetTypes.message(schema);
        this.layout = layout;
        this.pool = pool;
        this.compressor = new PageCompressor(layout.codec());
        this.properties = ParquetProperties.builder().withPageSize(PAGE_BYTES).withAllocator(HeapByteBufferAllocator.getInstance())
                .withMinRowCountForPageSizeCheck(SLICE).withSizeStatisticsEnabled(false).withDictionaryEncoding(true).build();
        this.output = new ParquetOutput(path);
        this.file = new ParquetFileWriter(output, message, ParquetFileWriter.Mode.CREATE, layout.rowGroupBytes(), 0,
                TRUNCATED_STATISTICS, Integer.MAX_VALUE, true);
        try {
            file.start();
        } catch (IOException | RuntimeException e) {
            output.discard();
            throw e;
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        int to = 0;
        while (to < batch.length()) {
            RowGroup group = open == null ? begin() : open;
            int from = to;
            to = (int) Math.min(Math.min(batch.length(), from + SLICE), from + layout.rowGroupRows() - group.rows[0]);
            for (int column = 0; column < schema.size(); column++) {
                group.nodes.get(column).writeRows(batch.column(column), from, to);
            }
            for (int row = from; row < to; row++) {
                group.columns.endRecord();
            }
            group.rows[0] += to - from;
            if (group.rows[0] >= layout.rowGroupRows() || !account(group)) {
                end(group);
            }
        }
    }

    /** False when the row group holds all that it may. */
    private boolean account(RowGroup group) {
        long held = group.heldBytes();
        if (held >= layout.rowGroupBytes()) {
            return false;
        }
        if (held > reserved) {
            long more = Math.max(RESERVATION_STEP, held - reserved);
            if (!pool.tryReserve(more)) {
                return false;
            }
            reserved += more;
        }
        return true;
    }

    private RowGroup begin() {
        ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(compressor, message, HeapByteBufferAllocator.getInstance(),
                TRUNCATED_STATISTICS, true);
        ColumnWriteStore columns = properties.newColumnWriteStore(message, pages);
        Iterator<ColumnDescriptor> leaves = message.getColumns().iterator();
        List<ColumnNode> nodes = new ArrayList<>();
        for (Field field : schema.fields()) {
            nodes.add(node(field.type(), columns, leaves, 0));
        }
        RowGroup group = new RowGroup(pages, columns, nodes, new long[1]);
        open = group;
        return group;
    }

    private static ColumnNode node(DataType type, ColumnWriteStore columns, Iterator<ColumnDescriptor> leaves, int depth) {
        return switch (type) {
            case DataType.ArrayType(var element, var _) -> new ColumnNode.ListNode(node(element, columns, leaves, depth + 1), depth + 1);
            case DataType.MapType(var key, var value, var _) -> {
                ColumnNode keys = node(key, columns, leaves, depth + 1);
                yield new ColumnNode.MapNode(keys, node(value, columns, leaves, depth + 1), depth + 1);
            }
            case DataType.StructType(var fields) -> {
                List<ColumnNode> children = new ArrayList<>();
                for (Field field : fields) {
                    children.add(node(field.type(), columns, leaves, depth));
                }
                yield new ColumnNode.StructNode(List.copyOf(children));
            }
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _,
                    DataType.StringType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ ->
                    new LeafNode(type, columns.getColumnWriter(leaves.next()));
        };
    }

    private void end(RowGroup group) throws IOException {
        file.startBlock(group.rows[0]);
        group.columns.flush();
        group.pages.flushToFileWriter(file);
        file.endBlock();
        drop();
    }

    private void drop() {
        RowGroup group = open;
        open = null;
        if (group != null) {
            group.columns.close();
            group.pages.close();
        }
        pool.release(reserved);
        reserved = 0;
    }

    @Override
    public void finish() throws IOException {
        if (open != null) {
            end(open);
        }
        file.end(Map.of());
        finished = true;
    }

    @Override
    public void close() throws IOException {
        drop();
        if (finished) {
            file.close();
        } else {
            output.discard();
        }
    }
}
