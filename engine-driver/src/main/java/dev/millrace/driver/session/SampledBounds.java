package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.driver.physical.BoundsSampler;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.spi.QueryResult;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Runs the keys of a sample of the input, sorted, and takes bounds at even distances. A sample that is too small is followed by all rows.
 */
final class SampledBounds implements BoundsSampler {

    private static final double FRACTION = 0.01;
    private static final int ROWS_PER_PARTITION = 50;
    private static final long SEED = 42;

    private final Function<PhysicalPlan, QueryResult> run;

    SampledBounds(Function<PhysicalPlan, QueryResult> run) {
        this.run = run;
    }

    @Override
    public LocalRows bounds(PhysicalPlan input, List<SortKey> keys, int partitions) {
        List<Expr> columns = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<SortKey> sorted = new ArrayList<>();
        for (SortKey key : keys) {
            InputRef column = new InputRef(columns.size(), key.expr().type(), key.expr().nullable(), "key" + columns.size());
            sorted.add(new SortKey(column, key.ascending(), key.nullsFirst()));
            columns.add(key.expr());
            fields.add(new Field(column.name(), column.type(), column.nullable()));
        }
        Schema schema = new Schema(fields);
        List<List<Object>> sample = sample(new SampleExec(input, 0, FRACTION, false, SEED), columns, schema, sorted);
        if (sample.size() < ROWS_PER_PARTITION * partitions) {
            sample = sample(input, columns, schema, sorted);
        }
        return cut(sample, schema, partitions);
    }

    private List<List<Object>> sample(PhysicalPlan rows, List<Expr> columns, Schema schema, List<SortKey> sorted) {
        PhysicalPlan keys = new SortExec(new ProjectExec(rows, columns, schema), sorted);
        List<List<Object>> sample = new ArrayList<>();
        try (QueryResult result = run.apply(new ExchangeExec(keys, new Partitioning.Single(), sorted))) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    List<Object> values = new ArrayList<>(schema.size());
                    for (Vector column : batch.columns()) {
                        values.add(Values.get(column, row));
                    }
                    sample.add(values);
                }
            }
        }
        return sample;
    }

    private static LocalRows cut(List<List<Object>> sample, Schema schema, int partitions) {
        List<VectorBuilder> builders = new ArrayList<>();
        schema.fields().forEach(field -> builders.add(VectorBuilder.of(field.type(), partitions)));
        List<Object> last = null;
        int count = 0;
        for (int partition = 1; partition < partitions && !sample.isEmpty(); partition++) {
            List<Object> bound = sample.get((int) ((long) sample.size() * partition / partitions));
            if (!Objects.equals(bound, last)) {
                for (int column = 0; column < builders.size(); column++) {
                    builders.get(column).appendValue(bound.get(column));
                }
                last = bound;
                count++;
            }
        }
        List<Vector> columns = new ArrayList<>();
        builders.forEach(builder -> columns.add(builder.build()));
        return new LocalRows(schema, count == 0 ? List.of() : List.of(Batch.of(count, columns)));
    }
}
