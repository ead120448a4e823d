package dev.millrace.files.parquet.page;

import java.util.List;

/**
 * A row group of a file.
 *
 * @param columns one chunk for each leaf of the schema
 */
public record RowGroup(long rows, List<ColumnChunk> columns) {
    public RowGroup {
        columns = List.copyOf(columns);
    }

    /** First byte, which tells to which of several splits it belongs, together with {@link #byteLength}. */
    public long firstByte() {
        long first = Long.MAX_VALUE;
        for (ColumnChunk chunk : columns) {
            first = Math.min(first, chunk.firstByte());
        }
        return columns.isEmpty() ? 0 : first;
    }

    /** Compressed bytes of all chunks. */
    public long byteLength() {
        long bytes = 0;
        for (ColumnChunk chunk : columns) {
            bytes += chunk.compressedSize();
        }
        return bytes;
    }
}
