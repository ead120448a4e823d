package dev.millrace.driver.command;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.QueryEngine;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a command answers with: {@code new Answer("key", "value").row("a", "1").plan(engine)}. */
final class Answer {

    private final Schema schema;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** Of STRING columns. */
    Answer(String... columns) {
        this(new Schema(Arrays.stream(columns).map(name -> Field.of(name, DataType.STRING)).toList()));
    }

    Answer(Schema schema) {
        this.schema = schema;
    }

    /** @param values in {@code Literal} form */
    Answer row(@Nullable Object... values) {
        rows.add(Collections.unmodifiableList(Arrays.asList(values)));
        return this;
    }

    LogicalPlan plan(QueryEngine engine) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            batches.add(batch(rows.subList(from, Math.min(rows.size(), from + Batch.ROWS))));
        }
        return engine.analyze(new UnresolvedPlan.Rows(new LocalRows(schema, batches)));
    }

    private Batch batch(List<List<@Nullable Object>> part) {
        List<Vector> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            VectorBuilder builder = VectorBuilder.of(schema.type(column), part.size());
            for (List<@Nullable Object> row : part) {
                builder.appendValue(row.get(column));
            }
            columns.add(builder.build());
        }
        return Batch.of(part.size(), columns);
    }
}
