package dev.millrace.peers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures DuckDB over Parquet files: its tables are views, as those of the others are. */
public final class DuckDbPeer {

    private DuckDbPeer() {}

    /** @param arguments those of {@link Workload} */
    public static void main(String[] arguments) throws IOException, SQLException {
        Workload workload = Workload.of(arguments);
        QueryRuns runs = new QueryRuns(workload, System.out);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement setup = connection.createStatement()) {
            setup.execute("SET threads TO " + workload.threads());
            for (String table : workload.tables()) {
                setup.execute("CREATE VIEW " + table + " AS SELECT * FROM read_parquet('" + workload.data().resolve(table)
                        + "/*.parquet')");
            }
            runs.sessionIsReady();
            runs.run(sql -> rows(connection, sql));
        }
    }

    private static List<List<@Nullable Object>> rows(Connection connection, String sql) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable Object> fields = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    fields.add(result.getObject(column));
                }
                rows.add(fields);
            }
        }
        return rows;
    }
}
