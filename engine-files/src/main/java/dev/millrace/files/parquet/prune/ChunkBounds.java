package dev.millrace.files.parquet.prune;

import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.schema.ParquetColumn;

/** Bounds of a column in a row group. */
public final class ChunkBounds {
    private ChunkBounds() {}

    /** Bounds by the chunk's statistics; a column that the file does not have is null in every row. */
    public static ColumnBounds of(RowGroup group, Footer footer, ParquetColumn column) {
        long rows = group.rows();
        return switch (column) {
            case ParquetColumn.Missing _ -> ColumnBounds.allNull(rows);
            case ParquetColumn.Leaf leaf ->
                    BoundsReader.of(group.columns().get(leaf.column()).statistics(), leaf, footer.columnOrders(), rows);
            case ParquetColumn.Struct _, ParquetColumn.ListOf _, ParquetColumn.MapOf _ -> ColumnBounds.unknown(rows);
        };
    }
}
