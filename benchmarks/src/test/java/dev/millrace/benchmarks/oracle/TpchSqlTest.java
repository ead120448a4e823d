package dev.millrace.benchmarks.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.api.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 22 queries of TPC-H as SQL text give what DuckDB gives, over files that our generator and writer made. */
class TpchSqlTest {

    private static final Path QUERIES = Path.of("..", "tests", "tpch");

    @TempDir
    private static Path data;

    private static Session session;
    private static OracleComparison comparison;

    @BeforeAll
    static void generate() throws SQLException, IOException {
        session = Session.builder().master("local[2]").create();
        for (String table : List.of("region", "nation", "supplier", "part", "partsupp", "customer", "orders", "lineitem")) {
            session.read().format("tpch").option("scale", "0.01").load(table).write().parquet(data.resolve(table).toString());
        }
        comparison = new OracleComparison(session, data);
    }

    @AfterAll
    static void close() throws SQLException {
        comparison.close();
        session.close();
    }

    static Stream<String> queries() throws IOException {
        return OracleComparison.queries(QUERIES).stream().map(path -> path.getFileName().toString());
    }

    @Test
    void allAreThere() throws IOException {
        assertEquals(22, queries().count());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void equalsDuckDb(String query) throws SQLException, IOException {
        assertEquals(Optional.empty(), comparison.difference(Files.readString(QUERIES.resolve(query))));
    }
}
