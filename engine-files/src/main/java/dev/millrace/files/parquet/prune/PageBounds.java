package dev.millrace.files.parquet.prune;

import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.PageIndex;
import dev.millrace.files.parquet.schema.ParquetColumn;

/** Bounds of one page of a column, by its page index. */
public final class PageBounds {
    private PageBounds() {}

    /** Bounds of {@code page}; nothing but nulls is known when the column's order cannot be relied on. */
    public static ColumnBounds of(PageIndex index, int page, ParquetColumn.Leaf column, Footer footer, long rowsOfGroup) {
        long end = page + 1 < index.pages() ? index.firstRows()[page + 1] : rowsOfGroup;
        long rows = end - index.firstRows()[page];
        if (index.onlyNulls()[page]) {
            return ColumnBounds.allNull(rows);
        }
        long[] nullCounts = index.nullCounts();
        long nulls = nullCounts == null || nullCounts[page] < 0 || nullCounts[page] >= rows ? -1 : nullCounts[page];
        if (!BoundsReader.inTypeOrder(column, footer.columnOrders())) {
            return new ColumnBounds(null, null, true, nulls, rows);
        }
        long[] nanCounts = index.nanCounts();
        boolean nans = BoundsReader.isFloating(column) && !(nanCounts != null && nanCounts[page] == 0);
        return BoundsReader.of(column, index.mins()[page], index.maxes()[page], nans, nulls, rows);
    }
}
