package dev.millrace.driver.query;

import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A table without data: a schema, given statistics, and as many splits as its bytes ask for. */
public final class TestTable implements Table {

    private final String name;
    private final Schema schema;
    private final long rows;
    private final long bytes;
    private final List<ColumnStatistics> columns = new ArrayList<>();
    private List<Expr> lastFilters = List.of();

    public TestTable(String name, long rows, long bytes, Schema schema) {
        this.name = name;
        this.schema = schema;
        this.rows = rows;
        this.bytes = bytes;
        schema.fields().forEach(field -> columns.add(ColumnStatistics.UNKNOWN));
    }

    /** Gives a column's smallest and largest value, and the number of distinct ones (0: unknown). */
    public TestTable with(String column, Object min, Object max, long distinct) {
        columns.set(schema.indexOf(column), new ColumnStatistics(Optional.of(min), Optional.of(max), OptionalLong.of(0),
                distinct == 0 ? OptionalLong.empty() : OptionalLong.of(distinct)));
        return this;
    }

    public String name() {
        return name;
    }

    public List<Expr> lastFilters() {
        return lastFilters;
    }

    @Override
    public SourceSpec source() {
        return new SourceSpec("parquet", List.of("/data/" + name), Map.of(), Optional.of(schema));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(OptionalLong.of(rows), OptionalLong.of(bytes), columns);
    }

    @Override
    public List<Split> splits(List<Expr> filters, long targetBytes) {
        lastFilters = filters;
        List<Split> splits = new ArrayList<>();
        for (long start = 0; start < bytes; start += targetBytes) {
            splits.add(new Split("/data/" + name, start, Math.min(targetBytes, bytes - start), bytes, 0, List.of()));
        }
        return splits;
    }

    @Override
    public String describe() {
        return "parquet " + name;
    }

    static Schema schema(Object... namesAndTypes) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(Field.of((String) namesAndTypes[i], (dev.millrace.types.DataType) namesAndTypes[i + 1]));
        }
        return new Schema(fields);
    }
}
