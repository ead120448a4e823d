package dev.millrace.files.parquet.read;

import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.prune.ChunkBounds;
import dev.millrace.files.parquet.prune.ColumnBounds;
import dev.millrace.files.parquet.prune.Pruning;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.spi.ScanFilter;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.RowGroup;

/** What of a row group filters leave over, judged by its statistics. Filters are asked anew each time: those of joins come to know more. */
final class RowGroupPruning {
    private RowGroupPruning() {}

    /** {@code constants} holds the values of partition columns, empty for columns of the file. */
    static boolean mayMatch(RowGroup group, Footer footer, List<ParquetColumn> columns, List<Optional<Literal>> constants, List<ScanFilter> filters) {
        Pruning pruning = new Pruning(ordinal -> constants.get(ordinal).map(literal -> ColumnBounds.constant(literal.value(), group.getNum_rows()))
                .orElseGet(() -> ChunkBounds.of(group, footer, columns.get(ordinal))));
        for (ScanFilter filter : filters) {
            if (!pruning.mayHold(filter.predicate())) {
                return false;
            }
        }
        return true;
    }
}
