package dev.millrace.benchmarks.tpch;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB over the same files, with our order of nulls: the other engine of a comparison, and an oracle for tests. */
public final class DuckDb implements AutoCloseable {

    private final Connection connection;

    /** @param data a folder with a folder of Parquet files for each of {@code tables}, which become views */
    public DuckDb(Path data, int threads, String... tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads TO " + threads);
            statement.execute("SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
            for (String table : tables) {
                statement.execute("CREATE VIEW " + table + " AS SELECT * FROM read_parquet('" + data.resolve(table) + "/*.parquet')");
            }
        }
    }

    /** Runs a statement that gives no rows. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows as Java values; numbers are doubles or decimals as DuckDB gives them. */
    public List<List<Object>> rows(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /**
     * True when two cells mean the same: numbers within 1e-9 relative, or within half a unit of the last digit that a decimal has (an
     * average is a
     * rounded decimal here and a double there); everything else by its text.
     */
    public static boolean same(Object ours, Object theirs) {
        if (ours instanceof Number && theirs instanceof Number) {
            BigDecimal one = new BigDecimal(ours.toString());
            BigDecimal other = new BigDecimal(theirs.toString());
            double difference = one.subtract(other).abs().doubleValue();
            double rounding = ours instanceof BigDecimal && theirs instanceof Double ? 0.5000001 * Math.pow(10, -one.scale()) : 0;
            return difference <= Math.max(rounding, 1e-9 * Math.max(one.abs().doubleValue(), other.abs().doubleValue()));
        }
        return String.valueOf(ours).equals(String.valueOf(theirs));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
