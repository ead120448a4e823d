package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertOrdered;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.ExplainMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls that run a query. */
class ActionTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @TempDir
    Path folder;

    private static final String ALL_TYPES =
            """
                    b BOOLEAN, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT, f4 FLOAT, f8 DOUBLE, d DECIMAL(10,2), big
                    DECIMAL(38,3), s STRING, bytes BINARY,
                    day DATE, t TIMESTAMP, local TIMESTAMP_NTZ, months INTERVAL YEAR TO MONTH, time INTERVAL DAY TO SECOND,
                    list ARRAY<INT>, m MAP<STRING,INT>, st STRUCT<a:INT,b:STRING>""";

    private static final Row FULL = Row.of(true, (byte) -1, (short) 2, 3, 4L, 0.1f, 1e7, new BigDecimal("12.50"),
            new BigDecimal("12345678901234567890123.456"), "text", new byte[] {1, -1}, LocalDate.of(2020, 4, 1),
            Instant.parse("2020-04-01T00:00:00Z"),
            LocalDateTime.parse("2020-04-01T10:20:30.5"), Period.of(1, 2, 0), Duration.ofSeconds(93_784, 500_000_000),
            Arrays.asList(1, null),
            Map.of("a", 1), Row.of(1, "x"));

    @Test
    void givesBackWhatItWasGiven() {
        Row empty = Row.of(new Object[FULL.size()]);
        DataFrame frame = LOCAL.frame(ALL_TYPES, FULL, empty);
        assertEquals(List.of(FULL, empty), frame.collect());
        assertEquals(FULL, frame.head());
        assertEquals("text", frame.first().getString("s"));
        assertEquals(frame.schema(), frame.first().schema());
    }

    @Test
    void showsEveryType() {
        String shown = LOCAL.frame(ALL_TYPES, FULL).showString(20, 0, true);
        List<String> cells = new ArrayList<>();
        shown.lines().skip(1).forEach(line -> cells.add(line.substring(line.indexOf('|') + 1).strip()));
        assertEquals(List.of("true", "-1", "2", "3", "4", "0.1", "1.0E7", "12.50", "12345678901234567890123.456", "text", "[01 FF]",
                "2020-04-01",
                "2020-04-01 00:00:00", "2020-04-01 10:20:30.5", "INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '1 02:03:04.5' DAY TO SECOND",
                "[1, NULL]",
                "{a -> 1}", "{1, x}"), cells);
    }

    @Test
    void shows() {
        DataFrame frame = LOCAL.get().range(0, 30, 1, 2);
        String shown = frame.orderBy(col("id").desc()).showString(2, 20, false);
        assertEquals("""
                +---+
                | id|
                +---+
                | 29|
                | 28|
                +---+
                only showing top 2 rows
                """, shown);
        assertFalse(frame.showString(30, 20, false).contains("only showing"));
    }

    @Test
    void takesRows() {
        DataFrame frame = LOCAL.get().range(0, 20_000, 1, 3).orderBy("id");
        assertEquals(20_000, frame.count());
        assertEquals(20_000, frame.collectAsList().size());
        assertEquals(List.of(Row.of(0L), Row.of(1L)), frame.take(2));
        assertEquals(List.of(Row.of(0L)), frame.takeAsList(1));
        assertEquals(List.of(Row.of(0L), Row.of(1L), Row.of(2L)), frame.head(3));
        assertEquals(List.of(Row.of(19_998L), Row.of(19_999L)), frame.tail(2));
        assertEquals(List.of(), frame.tail(0));
        assertFalse(frame.isEmpty());
        DataFrame none = frame.filter(col("id").lt(0));
        assertTrue(none.isEmpty());
        assertEquals(0, none.count());
        assertThrows(NoSuchElementException.class, none::first);
    }

    @Test
    void walksOverRows() {
        DataFrame frame = LOCAL.get().range(0, 20_000, 1, 3).orderBy("id");
        List<Long> seen = new ArrayList<>();
        frame.foreach(row -> seen.add(row.getLong(0)));
        assertEquals(20_000, seen.size());
        assertEquals(19_999L, seen.getLast());
        try (RowIterator rows = frame.toLocalIterator()) {
            assertEquals(Row.of(0L), rows.next());
            assertTrue(rows.hasNext());
        }
        RowIterator ended = frame.limit(1).toLocalIterator();
        ended.next();
        assertFalse(ended.hasNext());
        assertThrows(NoSuchElementException.class, ended::next);
        ended.close();
    }

    @Test
    void namesViews() {
        DataFrame frame = LOCAL.get().range(3);
        frame.createOrReplaceTempView("numbers");
        assertEquals(3, LOCAL.get().table("NUMBERS").count());
        assertFails(ErrorCondition.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS, () -> frame.createTempView("numbers"));
        LOCAL.get().range(5).createOrReplaceTempView("numbers");
        assertEquals(5, LOCAL.get().table("numbers").count());
        assertTrue(LOCAL.get().catalog().tableExists("Numbers"));
        assertEquals(List.of("numbers"), LOCAL.get().catalog().listTables());
        assertTrue(LOCAL.get().catalog().dropTempView("numbers"));
        assertFalse(LOCAL.get().catalog().dropTempView("numbers"));
        assertFails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, () -> LOCAL.get().table("numbers"));
    }

    @Test
    void explains() {
        DataFrame frame = LOCAL.get().range(10).filter(col("id").gt(3)).groupBy(col("id").mod(2)).count();
        for (ExplainMode mode : ExplainMode.values()) {
            assertTrue(frame.explainString(mode).contains("Range"), () -> mode + ": " + frame.explainString(mode));
        }
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> frame.explain("everything"));
    }

    @Test
    void keepsRowsInMemory() {
        DataFrame frame = LOCAL.get().range(0, 1000, 1, 2).filter(col("id").gt(9));
        assertFalse(frame.isCached());
        frame.cache();
        assertTrue(frame.isCached());
        assertEquals(frame.orderBy("id").collect(), frame.orderBy("id").collect());
        frame.unpersist();
        assertFalse(frame.isCached());
        assertEquals(990, frame.persist().count());
        frame.unpersist();
    }

    @Test
    void writesAndReadsFiles() {
        DataFrame frame = LOCAL.frame("id INT, name STRING, year INT", Row.of(1, "a", 2020), Row.of(2, null, 2020), Row.of(3, "c", 2021));
        String parquet = folder.resolve("parquet").toString();
        frame.write().parquet(parquet);
        assertRows(LOCAL.get().read().parquet(parquet), frame.collect().toArray(new Row[0]));
        assertFails(ErrorCondition.PATH_ALREADY_EXISTS, () -> frame.write().parquet(parquet));
        frame.write().mode("ignore").parquet(parquet);
        frame.limit(1).write().mode(SaveMode.Append).parquet(parquet);
        assertEquals(4, LOCAL.get().read().load(parquet).count());
        frame.coalesce(1).write().mode("overwrite").partitionBy("year").parquet(parquet);
        assertTrue(Files.isDirectory(Path.of(parquet, "year=2020")));
        assertRows(LOCAL.get().read().parquet(parquet).filter(col("year").equalTo(2021)).select("id"), Row.of(3));
        String csv = folder.resolve("csv").toString();
        frame.write().option("header", true).csv(csv);
        assertRows(LOCAL.get().read().option("header", true).schema("id INT, name STRING, year INT").csv(csv),
                frame.collect().toArray(new Row[0]));
        assertRows(
                LOCAL.get().read().format("csv").option("header", true).option("inferSchema", true).option("path", csv).load()
                        .agg(sum("id")),
                Row.of(6L));
        String json = folder.resolve("json").toString();
        frame.write().format("json").option("path", json).save();
        assertRows(LOCAL.get().read().json(json).select("id", "name"), Row.of(1L, "a"), Row.of(2L, null), Row.of(3L, "c"));
        String text = folder.resolve("text").toString();
        frame.filter(col("name").isNotNull()).select("name").coalesce(1).write().text(text);
        assertOrdered(LOCAL.get().read().textFile(text).orderBy("value"), Row.of("a"), Row.of("c"));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> frame.write().partitionBy("month").parquet(folder.resolve("x").toString()));
        assertFails(ErrorCondition.PATH_NOT_FOUND, () -> LOCAL.get().read().parquet(folder.resolve("none").toString()));
        assertFails(ErrorCondition.DATA_SOURCE_NOT_FOUND, () -> LOCAL.get().read().format("punchcard").load(parquet));
    }

    @Test
    void reportsRevenue() {
        DataFrame trips = LOCAL.frame("PULocationID INT, total_amount DOUBLE", Row.of(7, 10.0), Row.of(7, 2.5), Row.of(9, 1.0));
        String path = folder.resolve("trips").toString();
        trips.write().parquet(path);
        assertEquals("""
                +------------+-------+-----+
                |PULocationID|revenue|trips|
                +------------+-------+-----+
                |           7|   12.5|    2|
                |           9|    1.0|    1|
                +------------+-------+-----+
                """, LOCAL.get().read().parquet(path).groupBy("PULocationID").agg(sum("total_amount").as("revenue"), count("*").as("trips"))
                .orderBy(col("trips").desc()).limit(5).showString(20, 20, false));
    }

    @Test
    void travelsAsArrow() throws IOException {
        DataFrame frame = LOCAL.frame(ALL_TYPES, FULL, Row.of(new Object[FULL.size()]));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.toArrow(Channels.newChannel(bytes));
        try (ReadableByteChannel stream = Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray()))) {
            DataFrame back = LOCAL.get().fromArrow(stream);
            assertEquals(frame.schema(), back.schema());
            assertEquals(frame.collect(), back.collect());
        }
        ReadableByteChannel text = Channels.newChannel(new ByteArrayInputStream("no Arrow at all".getBytes(StandardCharsets.UTF_8)));
        assertFails(ErrorCondition.CANNOT_READ_FILE, () -> LOCAL.get().fromArrow(text));
    }

    @Test
    void printsItsSchema() {
        DataFrame frame = LOCAL.frame("id INT NOT NULL, tags ARRAY<STRING>");
        assertEquals("""
                root
                 |-- id: integer (nullable = false)
                 |-- tags: array (nullable = true)
                 |    |-- element: string (containsNull = true)
                """, frame.schema().treeString());
        assertEquals("[id=int, tags=array<string>]", frame.dtypes().toString());
    }

    @Test
    void refusesRowsThatDoNotFit() {
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> LOCAL.frame("id INT", Row.of(1, 2)));
        assertFails(ErrorCondition.INVALID_EXTERNAL_TYPE, () -> LOCAL.frame("id INT", Row.of("x")));
        assertFails(ErrorCondition.NOT_NULL_ASSERT_VIOLATION, () -> LOCAL.frame("id INT NOT NULL", Row.of((Object) null)));
        assertFails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, () -> LOCAL.frame("id TINYINT", Row.of(1000)));
    }

    @Test
    void throwsWhatAValueGivesRiseTo() {
        DataFrame frame = LOCAL.get().range(10);
        assertFails(ErrorCondition.DIVIDE_BY_ZERO, () -> frame.select(col("id").mod(col("id").minus(3))).collect());
        assertFails(ErrorCondition.CAST_INVALID_INPUT, () -> LOCAL.frame("s STRING", Row.of("x")).select(col("s").cast("int")).collect());
    }
}
