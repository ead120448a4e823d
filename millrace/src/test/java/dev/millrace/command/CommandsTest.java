package dev.millrace.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    private Path folder;

    private Sql sql;

    @BeforeEach
    void open() {
        sql = new Sql(folder.resolve("warehouse"));
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Test
    void viewsHideTablesAndAreReplacedAndDropped() {
        sql.run("CREATE TABLE t AS SELECT 1 AS a", "CREATE VIEW kept AS SELECT a FROM t", "CREATE TEMP VIEW t AS SELECT 2 AS a")
                .expect("SELECT * FROM t", "2").expect("SELECT * FROM default.t", "1").expect("SELECT * FROM kept", "1")
                .expect("SHOW VIEWS", "default|kept|false", "|t|true").run("CREATE OR REPLACE TEMP VIEW t (b, c) AS SELECT 3, 4")
                .expect("SELECT c, b FROM t", "4|3").run("DROP VIEW t").expect("SELECT * FROM t", "1");
        sql.run("CREATE GLOBAL TEMP VIEW g AS SELECT 5 AS a").expect("SELECT * FROM global_temp.g", "5")
                .fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "SELECT * FROM g").run("DROP VIEW global_temp.g");
        sql.session().range(1).createGlobalTempView("g");
        assertTrue(sql.session().catalog().dropGlobalTempView("g"));
        assertFalse(sql.session().catalog().dropGlobalTempView("g"));
        assertFalse(sql.session().catalog().dropTempView("kept"));
        sql.expect("SELECT * FROM kept", "1");
    }

    @Test
    void viewsThatCannotBeAreRefused() {
        sql.run("CREATE TEMP VIEW tv AS SELECT 1 AS a", "CREATE TABLE t AS SELECT 1 AS a", "CREATE VIEW v AS SELECT * FROM t")
                .fails(ErrorCondition.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS, "CREATE TEMP VIEW tv AS SELECT 2 AS a")
                .fails(ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS, "CREATE VIEW v AS SELECT 2 AS a")
                .fails(ErrorCondition.INVALID_TEMP_OBJ_REFERENCE, "CREATE VIEW w AS SELECT * FROM tv")
                .fails(ErrorCondition.RECURSIVE_VIEW, "CREATE OR REPLACE VIEW v AS SELECT * FROM v")
                .fails(ErrorCondition.CREATE_VIEW_COLUMN_ARITY_MISMATCH, "CREATE VIEW w (a, b) AS SELECT 1")
                .fails(ErrorCondition.COLUMN_ALREADY_EXISTS, "CREATE VIEW w AS SELECT 1 AS a, 2 AS a")
                .fails(ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE, "DROP VIEW t")
                .fails(ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE, "DROP TABLE v")
                .fails(ErrorCondition.EXPECT_TABLE_NOT_VIEW, "INSERT INTO v VALUES (1)")
                .fails(ErrorCondition.EXPECT_TABLE_NOT_VIEW, "TRUNCATE TABLE tv")
                .fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "DROP VIEW nope").run("DROP VIEW IF EXISTS nope")
                .expect("SELECT * FROM v", "1").expect("SHOW VIEWS", "default|v|false", "|tv|true");
    }

    @Test
    void filesAreTables() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "id;name\n1;x\n2;y\n");
        sql.expect("SELECT * FROM '" + csv + "'", "1|x", "2|y").expect("SELECT count(*) FROM csv.`" + csv + "`", "3");
        sql.run("CREATE TEMP VIEW v USING csv OPTIONS (path '" + csv + "', header 'true', sep ';')").expect("SELECT * FROM v", "1|x", "2|y")
                .fails(ErrorCondition.PATH_NOT_FOUND, "SELECT * FROM '" + folder.resolve("nope.csv") + "'");
    }

    @Test
    void copyWritesAFileOrAFolder() throws IOException {
        Path csv = folder.resolve("out.csv");
        sql.expect("COPY (SELECT 1 AS a, 'x,y' AS b) TO '" + csv + "'", "1");
        assertEquals("a,b\n1,\"x,y\"\n", Files.readString(csv));
        sql.expect("COPY (SELECT 1 AS a, 'x' AS b) TO '" + csv + "' (HEADER false, DELIMITER '|')", "1");
        assertEquals("1|x\n", Files.readString(csv));
        for (String name : List.of("out.parquet", "out.json.gz")) {
            Path file = folder.resolve(name);
            sql.expect("COPY (SELECT explode(sequence(1, 5)) AS a) TO '" + file + "'", "5");
            assertTrue(Files.isRegularFile(file));
            sql.expect("SELECT sum(a) FROM '" + file + "'", "15");
        }
        Path parts = folder.resolve("parts");
        String copy = "COPY (SELECT 1 AS a, 2 AS p) TO '" + parts + "' (FORMAT parquet, PARTITION_BY p";
        sql.run(copy + ")").expect("SELECT a, p FROM '" + parts + "'", "1|2").fails(ErrorCondition.PATH_ALREADY_EXISTS, copy + ")")
                .run(copy + ", OVERWRITE true)").expect("SELECT a, p FROM '" + parts + "'", "1|2")
                .fails(ErrorCondition.INVALID_PARAMETER_VALUE, "COPY (SELECT 1) TO '" + folder.resolve("what") + "'")
                .fails(ErrorCondition.UNKNOWN_OPTION, "COPY (SELECT 1 AS a) TO '" + csv + "' (NOPE 1)")
                .fails(ErrorCondition.USER_RAISED_EXCEPTION, "COPY (SELECT raise_error('no') AS a) TO '" + csv + "'");
        assertEquals("1|x\n", Files.readString(csv));
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("_temporary")));
        }
    }

    @Test
    void insertOverwriteDirectory() {
        Path out = folder.resolve("dir");
        for (int i = 1; i <= 2; i++) {
            sql.run("INSERT OVERWRITE DIRECTORY '" + out + "' USING json SELECT " + i + " AS a");
        }
        sql.expect("SELECT * FROM json.`" + out + "`", "2");
    }

    @Test
    void summarizeDescribesEachColumn() {
        sql.run("CREATE TEMP VIEW v AS SELECT * FROM VALUES (1, 'a', DATE'2020-01-01'), (3, 'b', NULL), (NULL, 'b', NULL), (5, NULL, NULL)"
                + " AS t(i, s, d)");
        sql.expect("SUMMARIZE v", "i|INT|1|5|3|3.0|2.0|1|3|5|4|25.00", "s|STRING|a|b|2|null|null|null|null|null|4|25.00",
                "d|DATE|2020-01-01|2020-01-01|1|null|null|2020-01-01|2020-01-01|2020-01-01|4|75.00");
        sql.expect("SUMMARIZE SELECT i FROM v WHERE false", "i|INT|null|null|0|null|null|null|null|null|0|null");
    }

    @Test
    void describeAndShow() {
        sql.run("CREATE TABLE t (id INT, year INT) USING csv OPTIONS (header 'true') PARTITIONED BY (year) COMMENT 'it''s'");
        sql.expect("DESCRIBE t", "id|int|null", "year|int|null", "# Partition Information||", "# col_name|data_type|comment",
                "year|int|null").expect("DESCRIBE t id", "col_name|id", "data_type|int", "comment|NULL")
                .expect("SHOW COLUMNS IN t", "id", "year").expect("SHOW TABLES LIKE 'x*|T'", "default|t|false")
                .expect("SHOW TABLES LIKE 'x*'")
                .expect("DESCRIBE QUERY SELECT 1 AS a, 'x' AS b", "a|int|null", "b|string|null")
                .expect("SHOW FUNCTIONS LIKE 'upp*'", "upper").fails(ErrorCondition.UNRESOLVED_ROUTINE, "DESCRIBE FUNCTION nope")
                .fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "DESCRIBE nope")
                .fails(ErrorCondition.UNRESOLVED_COLUMN, "DESCRIBE t nope");
        assertTrue(sql.rows("DESCRIBE EXTENDED t").contains("Provider|csv|"));
        assertTrue(sql.rows("DESCRIBE FUNCTION EXTENDED substring").contains("Arguments: 2 to 3"));
        String create = sql.rows("SHOW CREATE TABLE t").getFirst();
        sql.run("DROP TABLE t", create);
        assertEquals(create, sql.rows("SHOW CREATE TABLE t").getFirst());
    }

    @Test
    void explainDoesNothing() {
        sql.run("CREATE TABLE t AS SELECT 1 AS a");
        assertTrue(sql.rows("EXPLAIN SELECT * FROM t").getFirst().contains("ScanExec"));
        assertTrue(sql.rows("EXPLAIN EXTENDED SELECT * FROM t").getFirst().contains("== Analyzed Plan =="));
        assertTrue(sql.rows("EXPLAIN ANALYZE SELECT * FROM t").getFirst().contains("rows=1"));
        assertTrue(sql.rows("EXPLAIN INSERT INTO t SELECT 2").getFirst().contains("WriteExec"));
        sql.run("EXPLAIN DROP TABLE t", "EXPLAIN CREATE TABLE u AS SELECT 1 AS a").expect("SHOW TABLES", "default|t|false")
                .expect("SELECT * FROM t", "1");
    }

    @Test
    void settings() {
        sql.expect("SET shuffle.partitions = 3", "shuffle.partitions|3")
                .expect("SET spark.sql.shuffle.partitions", "spark.sql.shuffle.partitions|3")
                .run("SET spark.sql.session.timeZone = Europe/Berlin").expect("SET session.timezone", "session.timezone|Europe/Berlin")
                .run("SET TIME ZONE INTERVAL '2' HOUR").expect("SET session.timezone", "session.timezone|+02:00")
                .run("SET spark.sql.ansi.enabled = true").expect("SET spark.sql.ansi.enabled", "spark.sql.ansi.enabled|true")
                .expect("SET some.key", "some.key|<undefined>").fails(ErrorCondition.UNKNOWN_CONF_KEY, "SET shufle.partitions = 3")
                .fails(ErrorCondition.INVALID_CONF_VALUE, "SET shuffle.partitions = many").run("RESET")
                .expect("SET session.timezone", "session.timezone|UTC")
                .expect("SET spark.sql.ansi.enabled", "spark.sql.ansi.enabled|<undefined>");
    }

    @Test
    void dynamicPartitionOverwriteIsRefusedAndNotPassedOver() {
        sql.fails(ErrorCondition.UNSUPPORTED_FEATURE, "SET spark.sql.sources.partitionOverwriteMode = dynamic")
                .fails(ErrorCondition.UNSUPPORTED_FEATURE, "SET spark.sql.sources.partitionoverwritemode = DYNAMIC")
                .fails(ErrorCondition.INVALID_CONF_VALUE, "SET spark.sql.sources.partitionOverwriteMode = some")
                .expect("SET spark.sql.sources.partitionOverwriteMode", "spark.sql.sources.partitionOverwriteMode|<undefined>")
                .run("SET spark.sql.sources.partitionOverwriteMode = static")
                .expect("SET spark.sql.sources.partitionOverwriteMode", "spark.sql.sources.partitionOverwriteMode|static");
    }

    @Test
    void variables() {
        sql.run("DECLARE x INT DEFAULT 5", "DECLARE VARIABLE y STRING").expect("SELECT x + 1, y", "6|null").run("SET VAR x = x * 2")
                .expect("SELECT x, session.x", "10|10").run("SET VAR (x, y) = (SELECT 1, 'a')").expect("SELECT x, y", "1|a")
                .expect("SELECT x FROM VALUES (7) AS t(x)", "7").fails(ErrorCondition.VARIABLE_ALREADY_EXISTS, "DECLARE x INT")
                .fails(ErrorCondition.VARIABLE_NOT_FOUND, "SET VAR nope = 1")
                .fails(ErrorCondition.ROW_SUBQUERY_TOO_MANY_ROWS, "SET VAR (x, y) = (SELECT * FROM VALUES (1, 'a'), (2, 'b'))")
                .fails(ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE, "SET VAR x = 'text'").expect("SELECT x, y", "1|a")
                .run("DROP TEMPORARY VARIABLE x").fails(ErrorCondition.UNRESOLVED_COLUMN, "SELECT x");
    }
}
