package dev.millrace.cli.bench;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.TaskContext;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates one part of a table, column values appended row by row. */
final class TpchReader<E extends TpchEntity> implements BatchReader {

    private final Iterator<E> rows;
    private final List<TpchColumn<E>> columns = new ArrayList<>();
    private final List<VectorBuilder> builders = new ArrayList<>();
    private final int batchRows;
    private final TaskContext context;

    private TpchReader(TpchTable<E> table, double scale, int part, int parts, ReadRequest request, TaskContext context) {
        this.rows = table.createGenerator(scale, part, parts).iterator();
        this.batchRows = request.batchRows();
        this.context = context;
        for (int column : request.columns()) {
            columns.add(table.getColumns().get(column));
            builders.add(VectorBuilder.of(request.tableSchema().type(column), batchRows));
        }
    }

    static <E extends TpchEntity> TpchReader<E> of(TpchTable<E> table, double scale, int part, int parts, ReadRequest request,
            TaskContext context) {
        return new TpchReader<>(table, scale, part, parts, request, context);
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        builders.forEach(VectorBuilder::clear);
        int count = 0;
        for (; count < batchRows && rows.hasNext(); count++) {
            E row = rows.next();
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).appendValue(value(columns.get(i), row));
            }
        }
        if (count == 0) {
            return null;
        }
        List<Vector> vectors = new ArrayList<>(builders.size());
        builders.forEach(builder -> vectors.add(builder.build()));
        return Batch.of(count, vectors);
    }

    @Override
    public boolean appliesFilters() {
        return false;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() {}

    private Object value(TpchColumn<E> column, E row) {
        return switch (column.getType().getBase()) {
            case INTEGER -> column.getInteger(row);
            case IDENTIFIER -> column.getIdentifier(row);
            case DATE -> column.getDate(row);
            case DOUBLE -> Math.round(column.getDouble(row) * 100);
            case VARCHAR -> column.getString(row);
        };
    }
}
