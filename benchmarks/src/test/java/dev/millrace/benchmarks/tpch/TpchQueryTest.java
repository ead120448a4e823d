package dev.millrace.benchmarks.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries give what DuckDB gives on the same files, which our generator and writer made. */
class TpchQueryTest {

    @TempDir
    private static Path data;

    @BeforeAll
    static void generate() {
        try (Session session = Session.builder().master("local[2]").create()) {
            for (String table : List.of("lineitem", "orders")) {
                session.read().format("tpch").option("scale", "0.01").load(table).write().parquet(data.resolve(table).toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalsDuckDb(TpchQuery query) throws SQLException {
        try (Session session = Session.builder().master("local[2]").create(); DuckDb duckDb = new DuckDb(data, 2, "lineitem", "orders")) {
            List<Row> rows = query.of(session, data).collect();
            List<List<Object>> expected = duckDb.rows(query.sql());
            assertEquals(expected.size(), rows.size());
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < expected.get(row).size(); column++) {
                    Object cell = rows.get(row).get(column);
                    assertTrue(DuckDb.same(cell, expected.get(row).get(column)), rows.get(row) + " instead of " + expected.get(row));
                }
            }
        }
    }
}
