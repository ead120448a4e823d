package dev.millrace.files.parquet.read;

import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.PageIndex;
import dev.millrace.files.parquet.page.ParquetFile;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.prune.ChunkBounds;
import dev.millrace.files.parquet.prune.ColumnBounds;
import dev.millrace.files.parquet.prune.PageBounds;
import dev.millrace.files.parquet.prune.Pruning;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.spi.ScanFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What of a row group filters leave over, judged by the statistics of the row group and then of its pages. Filters are asked
 * anew for each row group: those of joins come to know more.
 */
final class RowGroupPruning {
    private final ParquetFile file;
    private final Footer footer;
    private final List<ParquetColumn> columns;
    private final List<Optional<Literal>> constants;

    /** {@code constants} holds the values of partition columns, empty for columns of the file. */
    RowGroupPruning(ParquetFile file, Footer footer, List<ParquetColumn> columns, List<Optional<Literal>> constants) {
        this.file = file;
        this.footer = footer;
        this.columns = columns;
        this.constants = constants;
    }

    RowRanges ranges(RowGroup group, List<ScanFilter> filters) {
        long rows = group.rows();
        Pruning byGroup = new Pruning(ordinal -> bounds(group, ordinal));
        for (ScanFilter filter : filters) {
            if (!byGroup.mayHold(filter.predicate())) {
                return RowRanges.NONE;
            }
        }
        RowRanges ranges = RowRanges.all(rows);
        Map<Integer, Optional<PageIndex>> indexes = new HashMap<>();
        for (ScanFilter filter : filters) {
            ranges = ranges.and(pageRanges(group, filter, indexes));
        }
        return ranges;
    }

    private ColumnBounds bounds(RowGroup group, int ordinal) {
        return constants.get(ordinal).map(literal -> ColumnBounds.constant(literal.value(), group.rows()))
                .orElseGet(() -> ChunkBounds.of(group, footer, columns.get(ordinal)));
    }

    /** Judges the filter for each stretch of rows in which none of its columns begins another page. */
    private RowRanges pageRanges(RowGroup group, ScanFilter filter, Map<Integer, Optional<PageIndex>> indexes) {
        TreeSet<Long> starts = new TreeSet<>();
        for (int ordinal : filter.columns()) {
            index(group, ordinal, indexes).ifPresent(index -> {
                for (long first : index.firstRows()) {
                    starts.add(first);
                }
            });
        }
        if (starts.size() < 2) {
            return RowRanges.all(group.rows());
        }
        RowRanges.Builder ranges = new RowRanges.Builder();
        for (long start : starts) {
            Pruning byPage = new Pruning(ordinal -> pageBounds(group, ordinal, start, indexes));
            if (byPage.mayHold(filter.predicate())) {
                Long end = starts.higher(start);
                ranges.add(start, end == null ? group.rows() : end);
            }
        }
        return ranges.build();
    }

    private ColumnBounds pageBounds(RowGroup group, int ordinal, long row, Map<Integer, Optional<PageIndex>> indexes) {
        Optional<PageIndex> index = index(group, ordinal, indexes);
        if (index.isEmpty() || !(columns.get(ordinal) instanceof ParquetColumn.Leaf leaf)) {
            return bounds(group, ordinal);
        }
        int found = java.util.Arrays.binarySearch(index.get().firstRows(), row);
        return PageBounds.of(index.get(), found >= 0 ? found : -found - 2, leaf, footer, group.rows());
    }

    private Optional<PageIndex> index(RowGroup group, int ordinal, Map<Integer, Optional<PageIndex>> indexes) {
        return indexes.computeIfAbsent(ordinal, _ -> columns.get(ordinal) instanceof ParquetColumn.Leaf leaf && leaf.repetition() == 0
                ? PageIndex.read(file, group.columns().get(leaf.column()), group.rows())
                : Optional.empty());
    }
}
