package dev.millrace.benchmarks.tpcds;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import io.trino.tpcds.Results;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of TPC-DS as Parquet: {@code TpcdsData OUT [SCALE]}, the scale 0.01 when none is given. Keys are BIGINT, money is
 * DECIMAL(7,2), characters are STRING without padding, a time is STRING.
 *
 * <p>Source: TPC Benchmark DS, Standard Specification, version 2, by the generator {@code io.trino.tpcds}.
 */
public final class TpcdsData {

    /** Rows written at a time. */
    private static final int SLICE = 200_000;

    private final Session session;
    private final double scale;

    /** @param scale 1 makes about 1 GB of text */
    public TpcdsData(Session session, double scale) {
        this.session = session;
        this.scale = scale;
    }

    public static void main(String[] arguments) {
        Path out = Path.of(arguments[0]);
        double scale = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.01;
        try (Session session = Session.builder().master("local[*]").create()) {
            new TpcdsData(session, scale).write(out);
        }
    }

    /** Writes a folder for each table, replacing what is there. */
    public void write(Path folder) {
        for (Table table : Table.getBaseTables()) {
            if (table != Table.DBGEN_VERSION) {
                write(table, folder.resolve(table.getName()));
            }
        }
    }

    private void write(Table table, Path folder) {
        Schema schema = schema(table);
        List<Row> rows = new ArrayList<>();
        String mode = "overwrite";
        io.trino.tpcds.Session generator = io.trino.tpcds.Session.getDefaultSession().withScale(scale).withTable(table);
        for (List<List<String>> generated : Results.constructResults(table, generator)) {
            rows.add(row(generated.getFirst(), schema));
            if (rows.size() == SLICE) {
                session.createDataFrame(rows, schema).write().mode(mode).parquet(folder.toString());
                mode = "append";
                rows.clear();
            }
        }
        session.createDataFrame(rows, schema).coalesce(1).write().mode(mode).parquet(folder.toString());
    }

    private static Schema schema(Table table) {
        List<Field> fields = new ArrayList<>();
        for (Column column : table.getColumns()) {
            fields.add(Field.of(name(column), type(column.getType())));
        }
        return new Schema(fields);
    }

    /** The queries call one column by its name of version 1 of the benchmark. */
    private static String name(Column column) {
        String name = column.getName().toLowerCase(Locale.ROOT);
        return name.equals("c_last_review_date_sk") ? "c_last_review_date" : name;
    }

    private static DataType type(ColumnType type) {
        return switch (type.getBase()) {
            case INTEGER -> DataType.INT;
            case IDENTIFIER -> DataType.BIGINT;
            case DATE -> DataType.DATE;
            case DECIMAL -> DataType.decimal(type.getPrecision().orElse(7), type.getScale().orElse(2));
            case VARCHAR, CHAR, TIME -> DataType.STRING;
        };
    }

    private static Row row(List<String> texts, Schema schema) {
        List<@Nullable Object> values = new ArrayList<>(texts.size());
        for (int i = 0; i < schema.size(); i++) {
            values.add(value(texts.get(i), schema.type(i)));
        }
        return Row.of(schema, values);
    }

    private static @Nullable Object value(@Nullable String text, DataType type) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case DataType.IntType _ -> Integer.valueOf(text);
            case DataType.LongType _ -> Long.valueOf(text);
            case DataType.DateType _ -> LocalDate.parse(text);
            case DataType.DecimalType _ -> new BigDecimal(text);
            default -> text;
        };
    }
}
