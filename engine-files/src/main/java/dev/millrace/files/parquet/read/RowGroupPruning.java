package dev.millrace.files.parquet.read;

import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.spi.ScanFilter;
import java.util.List;
import org.apache.parquet.format.RowGroup;

/** What of a row group filters leave over, judged by its statistics. */
final class RowGroupPruning {
    private RowGroupPruning() {}

    static RowRanges ranges(RowGroup group, Footer footer, List<ParquetColumn> columns, List<ScanFilter> filters) {
        return RowRanges.all(group.getNum_rows());
    }
}
