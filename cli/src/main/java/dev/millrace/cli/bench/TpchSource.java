package dev.millrace.cli.bench;

import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the TPC-H benchmark as a data source: {@code session.read().format("tpch").option("scale", "0.1").load("lineitem")}.
 * Rows are generated as they
 * are read, part by part; keys are BIGINT, quantities and money DECIMAL(15,2).
 *
 * <p>Source: TPC Benchmark H, Standard Specification, revision 3, by the generator {@code io.trino.tpch}.
 */
public final class TpchSource implements DataSource {

    private static final long ROWS_PER_PART = 1_000_000;

    /** Nominal size of a part, so that each is read by a task of its own. */
    private static final long PART_BYTES = 128L << 20;

    @Override
    public String name() {
        return "tpch";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        return new Generated(spec, table(spec), scale(spec));
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        Split part = request.split();
        return TpchReader.of(table(request.source()), scale(request.source()), (int) part.start(), (int) part.fileLength(), request,
                context);
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        throw readOnly();
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        throw readOnly();
    }

    static DataType type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case INTEGER -> DataType.INT;
            case IDENTIFIER -> DataType.BIGINT;
            case DATE -> DataType.DATE;
            case DOUBLE -> DataType.decimal(15, 2);
            case VARCHAR -> DataType.STRING;
        };
    }

    private static RuntimeException readOnly() {
        return ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "Writing to the data source tpch", "advice", "Its tables are generated.");
    }

    private static TpchTable<?> table(SourceSpec spec) {
        String wanted = spec.paths().isEmpty() ? "" : spec.paths().getFirst();
        for (TpchTable<?> table : TpchTable.getTables()) {
            if (table.getTableName().equals(wanted)) {
                return table;
            }
        }
        throw ErrorCondition.TABLE_OR_VIEW_NOT_FOUND.with("name", wanted, "suggestion",
                " TPC-H has customer, lineitem, nation, orders, part, partsupp, region and supplier.");
    }

    private static double scale(SourceSpec spec) {
        String text = spec.options().getOrDefault("scale", "1");
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && scale <= 100_000) {
                return scale;
            }
        } catch (NumberFormatException e) {
            throw badScale(text);
        }
        throw badScale(text);
    }

    private static RuntimeException badScale(String text) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "scale", "function", "tpch", "expected", "a number above 0",
                "actual", text);
    }

    /** Planning face: parts of about a million rows; a split's start is the part's number and its file length the number of parts. */
    private record Generated(SourceSpec source, TpchTable<?> table, double scale) implements Table {

        @Override
        public Schema schema() {
            List<Field> fields = new ArrayList<>();
            for (TpchColumn<?> column : table.getColumns()) {
                fields.add(Field.of(column.getColumnName(), type(column)));
            }
            return new Schema(fields);
        }

        @Override
        public TableStatistics statistics() {
            return TableStatistics.UNKNOWN;
        }

        @Override
        public List<Split> splits(List<Expr> filters, long targetBytes) {
            double rowsAtScaleOne = switch (table.getTableName()) {
                case "lineitem" -> 6_000_000;
                case "orders" -> 1_500_000;
                case "partsupp" -> 800_000;
                case "part" -> 200_000;
                case "customer" -> 150_000;
                case "supplier" -> 10_000;
                default -> 0;
            };
            int parts = (int) Math.max(1, Math.ceil(rowsAtScaleOne * scale / ROWS_PER_PART));
            List<Split> splits = new ArrayList<>();
            for (int part = 1; part <= parts; part++) {
                splits.add(new Split(table.getTableName(), part, PART_BYTES, parts, 0, List.of()));
            }
            return splits;
        }

        @Override
        public String describe() {
            return "tpch " + table.getTableName() + " scale " + scale;
        }
    }
}
