package dev.millrace.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

    @TempDir
    private Path folder;

    private Path warehouse;
    private Sql sql;

    @BeforeEach
    void open() {
        warehouse = folder.resolve("warehouse");
        sql = new Sql(warehouse);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    private void restart() {
        sql.close();
        sql = new Sql(warehouse);
    }

    private List<String> files() throws IOException {
        if (!Files.exists(warehouse)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(warehouse)) {
            return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv", "json"})
    void tablesAndViewsSurviveARestart(String format) {
        sql.run("CREATE TABLE t (id INT, name STRING, price DECIMAL(10,2), day DATE) USING " + format,
                "INSERT INTO t VALUES (1, 'a', 1.5, DATE'2020-01-01'), (2, NULL, 2.25, NULL)",
                "CREATE VIEW v (n, p) AS SELECT name, price FROM t WHERE id < 10", "CREATE DATABASE d",
                "CREATE TABLE d.u USING " + format + " AS SELECT id * 2 AS twice FROM t");
        restart();
        sql.run("INSERT INTO t (id) VALUES (3)");
        sql.expect("SELECT * FROM t", "1|a|1.50|2020-01-01", "2|null|2.25|null", "3|null|null|null")
                .expect("SELECT * FROM v", "a|1.50", "null|2.25", "null|null").expect("SELECT * FROM d.u", "2", "4")
                .expect("SHOW TABLES", "default|t|false", "default|v|false");
        sql.run("DROP VIEW v", "DROP TABLE t", "DROP DATABASE d CASCADE");
        restart();
        sql.expect("SHOW TABLES").expect("SHOW DATABASES", "default");
    }

    @Test
    void droppingRemovesWhatIsManagedAndLeavesWhatIsExternal() throws IOException {
        Path external = folder.resolve("external");
        sql.run("CREATE TABLE m AS SELECT 1 AS a", "CREATE TABLE e USING csv LOCATION '" + external + "' AS SELECT 1 AS a");
        assertFalse(files().isEmpty());
        sql.run("DROP TABLE m", "DROP TABLE e");
        assertEquals(List.of(), files());
        assertTrue(Files.isDirectory(external));
        sql.run("CREATE TABLE e (a INT) USING csv LOCATION '" + external + "'").expect("SELECT * FROM e", "1");
    }

    @Test
    void partitionsAreFoldersThatInsertsAddToAndReplace() {
        sql.run("CREATE TABLE p (v INT, year INT, kind STRING) USING parquet PARTITIONED BY (year, kind)",
                "INSERT INTO p VALUES (1, 2020, 'a'), (2, 2020, 'b'), (3, 2021, 'a')",
                "INSERT INTO p PARTITION (year = '2021', kind) SELECT 4, 'x/y'",
                "INSERT INTO p PARTITION (year = 2021, kind = 'a') VALUES (5)");
        sql.expect("SHOW PARTITIONS p", "year=2020/kind=a", "year=2020/kind=b", "year=2021/kind=a", "year=2021/kind=x%2Fy")
                .expect("SELECT v, kind FROM p WHERE year = 2021", "3|a", "4|x/y", "5|a");
        sql.run("INSERT OVERWRITE p PARTITION (year = 2021, kind = 'a') VALUES (6)")
                .expect("SELECT * FROM p", "1|2020|a", "2|2020|b", "6|2021|a", "4|2021|x/y");
        sql.run("INSERT OVERWRITE p PARTITION (year = 2020) SELECT 7, 'c'")
                .expect("SELECT * FROM p", "7|2020|c", "6|2021|a", "4|2021|x/y");
        sql.run("INSERT OVERWRITE p SELECT 8, 2022, 'd'").expect("SELECT * FROM p", "8|2022|d");
        sql.run("TRUNCATE TABLE p").expect("SELECT * FROM p");
        sql.fails(ErrorCondition.NON_PARTITION_COLUMN, "INSERT INTO p PARTITION (v = 1) VALUES (2020, 'a')");
    }

    @Test
    void insertsMatchColumnsByPositionListAndName() {
        sql.run("CREATE TABLE t (a BIGINT, b STRING, c DOUBLE)", "INSERT INTO t VALUES (1, 'x', 2)",
                "INSERT INTO t (c, a) VALUES (1.5, 2)", "INSERT INTO t BY NAME SELECT 'y' AS B, 3 AS a",
                "INSERT INTO t SELECT 4, DATE'2020-01-01', NULL");
        sql.expect("SELECT * FROM t", "1|x|2.0", "2|null|1.5", "3|y|null", "4|2020-01-01|null");
        sql.run("INSERT OVERWRITE t SELECT * FROM t WHERE a = 3").expect("SELECT * FROM t", "3|y|null");
        sql.fails(ErrorCondition.INSERT_COLUMN_ARITY_MISMATCH, "INSERT INTO t VALUES (1, 'x')")
                .fails(ErrorCondition.INSERT_COLUMN_ARITY_MISMATCH, "INSERT INTO t (a) VALUES (1, 'x')")
                .fails(ErrorCondition.COLUMN_ALREADY_EXISTS, "INSERT INTO t (a, A) VALUES (1, 2)")
                .fails(ErrorCondition.UNRESOLVED_COLUMN, "INSERT INTO t (nope) VALUES (1)")
                .fails(ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE, "INSERT INTO t BY NAME SELECT 1 AS z")
                .fails(ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE, "INSERT INTO t VALUES ('1', 'x', 2)")
                .fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "INSERT INTO nope VALUES (1)")
                .expect("SELECT * FROM t", "3|y|null");
    }

    @Test
    void whatFailsLeavesNothingBehind() throws IOException {
        sql.fails(ErrorCondition.USER_RAISED_EXCEPTION, "CREATE TABLE t AS SELECT raise_error('no') AS a")
                .fails(ErrorCondition.CAST_INVALID_INPUT, "CREATE TABLE d.t2 AS SELECT CAST(x AS INT) AS a FROM VALUES ('1'), ('b') AS v(x)"
                        .replace("d.", ""))
                .fails(ErrorCondition.UNKNOWN_OPTION, "CREATE TABLE t (a INT) USING csv OPTIONS (heder true)")
                .fails(ErrorCondition.DATA_SOURCE_NOT_FOUND, "CREATE TABLE t (a INT) USING nope")
                .fails(ErrorCondition.UNRESOLVED_COLUMN, "CREATE TABLE t (a INT) PARTITIONED BY (b)")
                .fails(ErrorCondition.COLUMN_ALREADY_EXISTS, "CREATE TABLE t (a INT, A INT)")
                .fails(ErrorCondition.SCHEMA_NOT_FOUND, "CREATE TABLE nope.t (a INT)")
                .fails(ErrorCondition.UNABLE_TO_INFER_SCHEMA, "CREATE TABLE t USING parquet");
        assertEquals(List.of(), files());
        sql.run("CREATE TABLE t AS SELECT 1 AS a");
        List<String> before = files();
        sql.fails(ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS, "CREATE TABLE t AS SELECT 2 AS a")
                .fails(ErrorCondition.CAST_OVERFLOW, "INSERT INTO t SELECT 99999999999")
                .fails(ErrorCondition.USER_RAISED_EXCEPTION, "INSERT OVERWRITE t SELECT CAST(raise_error('no') AS INT)")
                .fails(ErrorCondition.USER_RAISED_EXCEPTION, "CREATE OR REPLACE TABLE t AS SELECT raise_error('no') AS b");
        assertEquals(before, files());
        sql.run("CREATE TABLE IF NOT EXISTS t AS SELECT 2 AS a").expect("SELECT * FROM t", "1");
        assertEquals(before, files());
    }

    @Test
    void aTableMayReplaceItself() throws IOException {
        sql.run("CREATE TABLE t USING csv AS SELECT 1 AS a", "CREATE OR REPLACE TABLE t USING parquet AS SELECT a + 1 AS b FROM t")
                .expect("SELECT * FROM t", "2").expect("DESCRIBE t", "b|int|null");
        assertTrue(files().stream().noneMatch(file -> file.endsWith(".csv")), () -> "old files are gone");
    }

    /** Tables that are being written, replaced and dropped are there as a whole or not at all. */
    @Test
    void otherSessionsSeeWholeTables() throws Exception {
        int rows = 1000;
        int rounds = 15;
        try (Sql other = new Sql(warehouse); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            sql.run("CREATE TABLE t AS SELECT id FROM (SELECT explode(sequence(1, " + rows + ")) AS id)");
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; i < rounds; i++) {
                    sql.run("CREATE TABLE t" + i + " AS SELECT id FROM t");
                }
            });
            List<Long> seen = new ArrayList<>();
            while (!writing.isDone() || seen.isEmpty()) {
                for (String name : other.session().catalog().listTables()) {
                    seen.add(other.session().table(name).count());
                }
            }
            writing.get();
            assertTrue(seen.stream().allMatch(count -> count == rows), seen::toString);
            assertEquals(rounds + 1, other.session().catalog().listTables().size());
        }
    }

    @Test
    void databasesAreUsedCreatedAndDropped() {
        sql.run("CREATE DATABASE Sales COMMENT 'of all years'", "USE sales", "CREATE TABLE t AS SELECT 1 AS a");
        assertEquals("sales", sql.session().catalog().currentDatabase());
        sql.expect("SHOW TABLES", "sales|t|false").expect("SELECT * FROM SALES.T", "1").expect("SHOW DATABASES", "default", "sales")
                .fails(ErrorCondition.SCHEMA_ALREADY_EXISTS, "CREATE DATABASE sales")
                .fails(ErrorCondition.SCHEMA_NOT_EMPTY, "DROP DATABASE sales").fails(ErrorCondition.SCHEMA_NOT_FOUND, "USE nope")
                .fails(ErrorCondition.SCHEMA_NOT_FOUND, "DROP DATABASE nope").run("DROP DATABASE IF EXISTS nope",
                        "CREATE DATABASE IF NOT EXISTS sales", "DROP DATABASE sales CASCADE");
        assertEquals("default", sql.session().catalog().currentDatabase());
        sql.fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "SELECT * FROM sales.t");
    }

    @Test
    void cachedTablesGiveTheRowsTheyHaveNow() {
        sql.run("CREATE TABLE t AS SELECT 1 AS a", "CACHE TABLE t");
        assertTrue(sql.session().catalog().isCached("t"));
        sql.run("INSERT INTO t VALUES (2)").expect("SELECT * FROM t", "1", "2");
        assertTrue(sql.session().catalog().isCached("T"));
        sql.run("UNCACHE TABLE t");
        assertFalse(sql.session().catalog().isCached("t"));
        sql.run("CACHE LAZY TABLE c AS SELECT a + 1 AS b FROM t").expect("SELECT * FROM c", "2", "3");
        sql.run("CLEAR CACHE").expect("SELECT * FROM c", "2", "3").fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "CACHE TABLE nope")
                .fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "UNCACHE TABLE nope").run("UNCACHE TABLE IF EXISTS nope");
    }

    @Test
    void dataFramesBecomeTables() {
        sql.session().range(3).write().partitionBy().format("json").saveAsTable("t");
        sql.session().range(5, 6).write().insertInto("t");
        sql.session().range(7, 8).write().mode("append").saveAsTable("t");
        sql.expect("SELECT * FROM t", "0", "1", "2", "5", "7");
        sql.session().range(1).write().mode("ignore").saveAsTable("t");
        sql.session().range(8, 9).write().mode("overwrite").insertInto("t");
        assertEquals(1, sql.session().table("default.t").count());
        sql.session().range(2).write().mode("overwrite").saveAsTable("t");
        assertEquals(2, sql.session().table("t").count());
        assertEquals("[Field[name=id, type=LongType[], nullable=true]]", sql.session().catalog().listColumns("t").toString());
        assertTrue(sql.session().catalog().tableExists("default.t"));
        assertFalse(sql.session().catalog().tableExists("nope"));
    }
}
