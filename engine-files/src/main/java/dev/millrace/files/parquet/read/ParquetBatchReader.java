package dev.millrace.files.parquet.read;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.page.ParquetFile;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.files.parquet.schema.Projection;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.ScanFilter;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split: the row groups whose midpoint lies in its byte range. Columns that filters need are decoded first; the
 * others only where rows are left, and pages without such a row are not even decompressed.
 */
public final class ParquetBatchReader implements BatchReader {
    private final ReadRequest request;
    private final TaskContext context;
    private final ParquetFile file;
    private final Footer footer;
    private final List<RowGroup> groups = new ArrayList<>();
    private final List<ColumnReader> columns = new ArrayList<>();
    private final List<ParquetColumn> fileColumns = new ArrayList<>();
    private final List<Optional<Literal>> constants = new ArrayList<>();
    private final @Nullable Vector[] vectors;
    private final RowGroupPruning pruning;
    private int nextGroup;
    private @Nullable RowRanges ranges;
    private long position;
    private long produced;
    private boolean closed;

    /**
     * Opens the split's file.
     *
     * @throws dev.millrace.error.EngineException when the file is gone, changed, corrupt or has other types than the table
     */
    public ParquetBatchReader(ReadRequest request, TaskContext context, FooterCache footers) {
        this.request = request;
        this.context = context;
        Path path = Path.of(request.split().path());
        this.footer = footers.footer(path);
        this.file = ParquetFile.open(path);
        this.pruning = new RowGroupPruning(file, footer, fileColumns, constants);
        this.vectors = new Vector[request.columns().size()];
        try {
            if (file.size() != request.split().fileLength()) {
                // its row groups may now be cut otherwise than the splits that were planned
                throw file.corrupt(0,
                        "it has " + file.size() + " bytes, when the query was planned it had " + request.split().fileLength());
            }
            openColumns();
            chooseGroups();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openColumns() {
        int partitions = request.split().partitionValues().size();
        int firstPartition = request.tableSchema().size() - partitions;
        for (int ordinal : request.columns()) {
            Field wanted = request.tableSchema().field(ordinal);
            if (ordinal >= firstPartition) {
                Literal value = request.split().partitionValues().get(ordinal - firstPartition);
                fileColumns.add(new ParquetColumn.Missing(wanted.name(), wanted.type()));
                constants.add(Optional.of(value));
                columns.add(new ColumnReader.Constant(Constants.vector(value)));
                continue;
            }
            ParquetColumn column = Projection.column(footer.schema().columns(), wanted).orElseThrow(() -> wrongType(wanted));
            fileColumns.add(column);
            constants.add(Optional.empty());
            columns.add(ColumnReader.of(column, file, context.memory()));
        }
    }

    private RuntimeException wrongType(Field wanted) {
        ParquetColumn found = Projection.named(footer.schema().columns(), wanted.name());
        return ErrorCondition.FAILED_READ_FILE_TYPE.with("column", wanted.name(), "file", file.path(), "found",
                found == null ? "" : found.type().sql(), "expected", wanted.type().sql());
    }

    private void chooseGroups() {
        long start = request.split().start();
        long end = start + request.split().length();
        for (RowGroup group : footer.rowGroups()) {
            long middle = group.firstByte() + group.byteLength() / 2;
            if (middle >= start && middle < end) {
                groups.add(group);
            }
        }
    }

    @Override
    public @Nullable Batch next() {
        while (!closed && (request.limit() < 0 || produced < request.limit())) {
            context.checkCancelled();
            RowRanges current = ranges;
            if (current == null) {
                if (nextGroup == groups.size()) {
                    return null;
                }
                openGroup(groups.get(nextGroup++));
                continue;
            }
            long from = current.next(position);
            if (from < 0) {
                ranges = null;
                continue;
            }
            skipTo(from);
            int rows = (int) Math.min(request.batchRows(), current.end(from) - from);
            Batch batch = batch(rows);
            position += rows;
            if (batch != null) {
                produced += batch.rows();
                return batch;
            }
        }
        return null;
    }

    private void openGroup(RowGroup group) {
        RowRanges wanted = pruning.ranges(group, request.filters());
        if (wanted.isEmpty()) {
            return;
        }
        for (ColumnReader column : columns) {
            column.open(group, footer.fileSize());
        }
        position = 0;
        for (ScanFilter filter : request.filters()) {
            if (filter.columns().size() == 1 && columns.get(filter.columns().getFirst()) instanceof ColumnReader.Flat flat
                    && !DictionaryPruning.mayMatch(flat.leaf(), group, filter, request.batchRows())) {
                return;
            }
        }
        ranges = wanted;
    }

    private void skipTo(long row) {
        if (row > position) {
            for (ColumnReader column : columns) {
                column.skip(row - position);
            }
            position = row;
        }
    }

    private @Nullable Batch batch(int rows) {
        java.util.Arrays.fill(vectors, null);
        Selection selection = null;
        for (ScanFilter filter : request.filters()) {
            List<Vector> inputs = new ArrayList<>(filter.columns().size());
            for (int ordinal : filter.columns()) {
                inputs.add(vector(ordinal, rows, selection));
            }
            Selection kept = filter.apply(inputs, rows, selection);
            selection = kept.count() == rows ? null : kept;
            if (kept.count() == 0) {
                skipUnread(rows);
                return null;
            }
        }
        List<Vector> output = new ArrayList<>(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            output.add(vector(i, rows, selection));
        }
        return new Batch(output, rows, selection);
    }

    private Vector vector(int ordinal, int rows, @Nullable Selection selection) {
        Vector known = vectors[ordinal];
        if (known == null) {
            int first = selection == null ? 0 : selection.rows()[0];
            int end = selection == null ? rows : selection.rows()[selection.count() - 1] + 1;
            known = columns.get(ordinal).read(rows, first, end);
            vectors[ordinal] = known;
        }
        return known;
    }

    private void skipUnread(int rows) {
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i] == null) {
                columns.get(i).skip(rows);
            }
        }
    }

    @Override
    public boolean appliesFilters() {
        return true;
    }

    @Override
    public long bytesRead() {
        long bytes = 0;
        for (ColumnReader column : columns) {
            bytes += column.bytesRead();
        }
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            for (ColumnReader column : columns) {
                column.close();
            }
            file.close();
        }
    }
}
