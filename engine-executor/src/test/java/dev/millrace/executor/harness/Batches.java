package dev.millrace.executor.harness;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches from rows and back. A row is a list of values in {@link dev.millrace.expr.Literal} form. */
public final class Batches {

    private Batches() {}

    /** {@code row(1L, "a", null)}. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** A dense batch of flat vectors. */
    public static Batch of(Schema schema, List<List<@Nullable Object>> rows) {
        List<VectorBuilder> builders = builders(schema, rows.size());
        for (List<@Nullable Object> row : rows) {
            for (int column = 0; column < schema.size(); column++) {
                builders.get(column).appendValue(row.get(column));
            }
        }
        return Batch.of(rows.size(), build(builders));
    }

    /** The rows that count. */
    public static List<List<@Nullable Object>> rows(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>(batch.rows());
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.selection() == null ? i : batch.selection().rows()[i];
            List<@Nullable Object> values = new ArrayList<>(batch.columns().size());
            for (Vector column : batch.columns()) {
                values.add(Values.get(column, row));
            }
            rows.add(values);
        }
        return rows;
    }

    /** All rows of all batches in one, flat and sharing nothing. */
    public static Batch concatenated(Schema schema, List<Batch> batches) {
        List<VectorBuilder> builders = builders(schema, 16);
        int total = 0;
        for (Batch batch : batches) {
            Batch dense = batch.dense();
            for (int column = 0; column < schema.size(); column++) {
                builders.get(column).appendAll(dense.column(column));
            }
            total += dense.length();
        }
        return Batch.of(total, build(builders));
    }

    /** Rows {@code from} to {@code from + count}; encodings are kept. */
    public static Batch slice(Batch batch, int from, int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> from + i);
        return Gather.batch(batch, rows, count);
    }

    private static List<VectorBuilder> builders(Schema schema, int capacity) {
        return schema.fields().stream().map(field -> VectorBuilder.of(field.type(), capacity)).toList();
    }

    private static List<Vector> build(List<VectorBuilder> builders) {
        return builders.stream().map(VectorBuilder::build).toList();
    }
}
