package dev.millrace.files.parquet.page;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.schema.ParquetSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a file says about it: columns, row groups, statistics. Immutable once read and shared by threads.
 *
 * @param createdBy    writer and version, or null
 * @param columnOrders by leaf; whether min_value and max_value of statistics can be believed; empty when not said
 * @param fileSize     bytes of the file: no page lies behind it
 */
public record Footer(ParquetSchema schema, List<RowGroup> rowGroups, @Nullable String createdBy, List<ColumnOrder> columnOrders, long fileSize) {
    private static final int TRAILER = 8;
    private static final int MAGIC = magic("PAR1");
    private static final int ENCRYPTED_MAGIC = magic("PARE");
    private static final int FIRST_READ = 1 << 16;

    /**
     * Reads the footer of {@code file}.
     *
     * @throws dev.millrace.error.EngineException CANNOT_READ_FILE, or UNSUPPORTED_FILE_FEATURE when the footer is encrypted
     */
    public static Footer read(ParquetFile file) {
        long size = file.size();
        if (size < TRAILER + Integer.BYTES) {
            throw file.corrupt(0, "a file of " + size + " bytes is no Parquet file");
        }
        byte[] tail = new byte[(int) Math.min(size, FIRST_READ)];
        file.read(size - tail.length, tail, 0, tail.length);
        int magic = intAt(tail, tail.length - 4);
        if (magic == ENCRYPTED_MAGIC) {
            throw file.unsupported("decryption of its footer");
        }
        if (magic != MAGIC) {
            throw file.corrupt(size - 4, "it does not end as a Parquet file does (PAR1)");
        }
        long length = intAt(tail, tail.length - TRAILER) & 0xffff_ffffL;
        if (length > size - TRAILER) {
            throw file.corrupt(size - TRAILER, "a footer of " + length + " bytes does not fit into a file of " + size);
        }
        long start = size - TRAILER - length;
        if (length + TRAILER > tail.length) {
            tail = new byte[(int) length + TRAILER];
            file.read(start, tail, 0, (int) length);
        }
        try {
            return parsed(tail, tail.length - TRAILER - (int) length, (int) length, size);
        } catch (CorruptDataException e) {
            throw file.corrupt(start, e.getMessage());
        }
    }

    private static Footer parsed(byte[] bytes, int from, int length, long fileSize) {
        FileMetaData meta;
        try {
            meta = Util.readFileMetaData(new ByteArrayInputStream(bytes, from, length), length);
        } catch (IOException | RuntimeException e) {
            throw new CorruptDataException("the footer is broken: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            // unknown fields are skipped by recursion; only a forged footer nests them without end
            throw new CorruptDataException("the footer is nested without end", e);
        }
        ParquetSchema schema = ParquetSchema.of(meta.getSchema());
        for (RowGroup group : meta.getRow_groups()) {
            check(group, schema, fileSize);
        }
        if (meta.getNum_rows() < 0) {
            throw new CorruptDataException("the footer says " + meta.getNum_rows() + " rows");
        }
        List<ColumnOrder> orders = meta.isSetColumn_orders() ? meta.getColumn_orders() : List.of();
        if (!orders.isEmpty() && orders.size() != schema.leaves()) {
            throw new CorruptDataException("the footer has " + orders.size() + " column orders for " + schema.leaves() + " columns");
        }
        return new Footer(schema, meta.getRow_groups(), meta.getCreated_by(), orders, fileSize);
    }

    /** A row group outside the file would belong to no split, so it has to be found here. */
    private static void check(RowGroup group, ParquetSchema schema, long fileSize) {
        if (group.getNum_rows() < 0) {
            throw new CorruptDataException("a row group has " + group.getNum_rows() + " rows");
        }
        if (group.getColumnsSize() != schema.leaves()) {
            throw new CorruptDataException("a row group has " + group.getColumnsSize() + " columns where the schema has " + schema.leaves());
        }
        for (ColumnChunk chunk : group.getColumns()) {
            if (!chunk.isSetMeta_data() && !chunk.isSetCrypto_metadata()) {
                throw new CorruptDataException("a column of a row group is not described");
            }
            if (chunk.isSetMeta_data() && !chunk.isSetFile_path()) {
                ColumnMetaData meta = chunk.getMeta_data();
                long first = ColumnPages.firstByte(meta);
                long length = meta.getTotal_compressed_size();
                if (length < 0 || meta.getNum_values() > 0 && first < Integer.BYTES || first > fileSize - length || meta.getNum_values() < 0) {
                    throw new CorruptDataException("the column " + String.join(".", meta.getPath_in_schema()) + " of " + meta.getNum_values()
                            + " values and " + length + " bytes from byte " + first + " does not fit into the file of " + fileSize + " bytes");
                }
            }
        }
    }

    /** Rows of all row groups. */
    public long rows() {
        long rows = 0;
        for (RowGroup group : rowGroups) {
            rows = Math.addExact(rows, group.getNum_rows());
        }
        return rows;
    }

    /** First byte of a row group, to which of several splits it belongs together with {@link #byteLength}. */
    public static long firstByte(RowGroup group) {
        long first = Long.MAX_VALUE;
        for (ColumnChunk chunk : group.getColumns()) {
            if (chunk.isSetMeta_data()) {
                first = Math.min(first, ColumnPages.firstByte(chunk.getMeta_data()));
            }
        }
        return first == Long.MAX_VALUE ? group.getFile_offset() : first;
    }

    /** Compressed bytes of a row group. */
    public static long byteLength(RowGroup group) {
        long bytes = 0;
        for (ColumnChunk chunk : group.getColumns()) {
            if (chunk.isSetMeta_data()) {
                bytes += Math.max(0, chunk.getMeta_data().getTotal_compressed_size());
            }
        }
        return bytes;
    }

    private static int magic(String text) {
        return intAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }

    private static int intAt(byte[] bytes, int at) {
        return dev.millrace.files.parquet.bytes.LittleEndian.intAt(bytes, at);
    }
}
