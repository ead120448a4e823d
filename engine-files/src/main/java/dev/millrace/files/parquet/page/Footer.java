package dev.millrace.files.parquet.page;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.schema.ParquetSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the end of a file says about it: columns, row groups, statistics. Immutable and shared by threads.
 *
 * @param columnOrders by leaf; in which order min and max of statistics are; empty when not said
 * @param fileSize     bytes of the file: no page lies behind it
 */
public record Footer(ParquetSchema schema, List<RowGroup> rowGroups, List<ColumnOrder> columnOrders, long fileSize) {
    private static final int TRAILER = 8;
    private static final int MAGIC = magic("PAR1");
    private static final int ENCRYPTED_MAGIC = magic("PARE");
    private static final int FIRST_READ = 1 << 16;

    public Footer {
        rowGroups = List.copyOf(rowGroups);
        columnOrders = List.copyOf(columnOrders);
    }

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
        if (length > size - TRAILER || length > Integer.MAX_VALUE - 64) {
            throw file.corrupt(size - TRAILER, "a footer of " + length + " bytes does not fit into a file of " + size);
        }
        long start = size - TRAILER - length;
        int end = tail.length - TRAILER;
        if (length > end) {
            tail = new byte[(int) length];
            end = tail.length;
            file.read(start, tail, 0, end);
        }
        try {
            return parsed(tail, end - (int) length, end, size);
        } catch (CorruptDataException e) {
            throw file.corrupt(start, e.getMessage());
        } catch (CompactReader.EndOfBytes e) {
            throw file.corrupt(start, "the footer ends inside a structure");
        }
    }

    private static Footer parsed(byte[] bytes, int from, int end, long fileSize) {
        FooterParser.Content content = new FooterParser(bytes, from, end).content();
        ParquetSchema schema = ParquetSchema.of(content.schema());
        for (RowGroup group : content.groups()) {
            check(group, schema, fileSize);
        }
        if (!content.orders().isEmpty() && content.orders().size() != schema.leaves()) {
            throw new CorruptDataException(
                    "the footer has " + content.orders().size() + " column orders for " + schema.leaves() + " columns");
        }
        return new Footer(schema, content.groups(), content.orders(), fileSize);
    }

    /** A row group outside the file would belong to no split, so it has to be found here. */
    private static void check(RowGroup group, ParquetSchema schema, long fileSize) {
        if (group.columns().size() != schema.leaves()) {
            throw new CorruptDataException(
                    "a row group has " + group.columns().size() + " columns where the schema has " + schema.leaves());
        }
        for (ColumnChunk chunk : group.columns()) {
            boolean here = chunk.obstacle() == null && chunk.values() > 0;
            if (here && (chunk.firstByte() < Integer.BYTES || chunk.firstByte() > fileSize - chunk.compressedSize())) {
                throw new CorruptDataException("a column chunk of " + chunk.compressedSize() + " bytes from byte " + chunk.firstByte()
                        + " does not fit into the file of " + fileSize + " bytes");
            }
        }
    }

    /** Rows of all row groups. */
    public long rows() {
        long rows = 0;
        for (RowGroup group : rowGroups) {
            rows = Math.addExact(rows, group.rows());
        }
        return rows;
    }

    private static int magic(String text) {
        return intAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
