package dev.millrace.files.parquet.prune;

import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.schema.ParquetColumn;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** Bounds of a column in a row group. */
public final class ChunkBounds {
    private ChunkBounds() {}

    /** Bounds by the chunk's statistics; a column that the file does not have is null in every row. */
    public static ColumnBounds of(RowGroup group, Footer footer, ParquetColumn column) {
        long rows = group.getNum_rows();
        return switch (column) {
            case ParquetColumn.Missing _ -> ColumnBounds.allNull(rows);
            case ParquetColumn.Leaf leaf -> {
                ColumnChunk chunk = group.getColumns().get(leaf.column());
                yield chunk.isSetMeta_data() ? BoundsReader.of(chunk.getMeta_data().getStatistics(), leaf, footer.columnOrders(), rows)
                        : ColumnBounds.unknown(rows);
            }
            case ParquetColumn.Struct _, ParquetColumn.ListOf _, ParquetColumn.MapOf _ -> ColumnBounds.unknown(rows);
        };
    }
}
