package dev.millrace.driver.query;

import static dev.millrace.types.DataType.BIGINT;
import static dev.millrace.types.DataType.BOOLEAN;
import static dev.millrace.types.DataType.DATE;
import static dev.millrace.types.DataType.DOUBLE;
import static dev.millrace.types.DataType.FLOAT;
import static dev.millrace.types.DataType.INT;
import static dev.millrace.types.DataType.SMALLINT;
import static dev.millrace.types.DataType.STRING;
import static dev.millrace.types.DataType.TIMESTAMP;
import static dev.millrace.types.DataType.TINYINT;
import static dev.millrace.types.DataType.array;
import static dev.millrace.types.DataType.decimal;
import static dev.millrace.types.DataType.map;
import static dev.millrace.types.DataType.struct;

import dev.millrace.types.Field;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that tests read: the eight of TPC-H at scale 1, one with a column of each type, and a few small ones. */
public final class TestTables {

    private final Map<String, TestTable> tables = new LinkedHashMap<>();

    public TestTables() {
        var money = decimal(15, 2);
        add(new TestTable("lineitem", 6_001_215, 220L << 20,
                TestTable.schema("l_orderkey", BIGINT, "l_partkey", BIGINT, "l_suppkey", BIGINT,
                        "l_linenumber", INT, "l_quantity", money, "l_extendedprice", money, "l_discount", money, "l_tax", money,
                        "l_returnflag", STRING,
                        "l_linestatus", STRING, "l_shipdate", DATE, "l_commitdate", DATE, "l_receiptdate", DATE, "l_shipinstruct", STRING,
                        "l_shipmode",
                        STRING, "l_comment", STRING))
                .with("l_orderkey", 1L, 6_000_000L, 0).with("l_partkey", 1L, 200_000L, 0).with("l_suppkey", 1L, 10_000L, 0)
                .with("l_quantity", 100L, 5000L, 50).with("l_discount", 0L, 10L, 11).with("l_returnflag", "A", "R", 3)
                .with("l_linestatus", "F", "O", 2).with("l_shipmode", "AIR", "TRUCK", 7)
                .with("l_shipdate", day("1992-01-02"), day("1998-12-01"), 0)
                .with("l_receiptdate", day("1992-01-03"), day("1998-12-31"), 0));
        add(new TestTable("orders", 1_500_000, 60L << 20,
                TestTable.schema("o_orderkey", BIGINT, "o_custkey", BIGINT, "o_orderstatus", STRING,
                        "o_totalprice", money, "o_orderdate", DATE, "o_orderpriority", STRING, "o_clerk", STRING, "o_shippriority", INT,
                        "o_comment", STRING))
                .with("o_orderkey", 1L, 6_000_000L, 1_500_000).with("o_custkey", 1L, 150_000L, 0)
                .with("o_orderpriority", "1-URGENT", "5-LOW", 5)
                .with("o_orderdate", day("1992-01-01"), day("1998-08-02"), 0));
        add(new TestTable("customer", 150_000, 12L << 20,
                TestTable.schema("c_custkey", BIGINT, "c_name", STRING, "c_address", STRING, "c_nationkey",
                        INT, "c_phone", STRING, "c_acctbal", money, "c_mktsegment", STRING, "c_comment", STRING))
                .with("c_custkey", 1L, 150_000L, 0).with("c_nationkey", 0, 24, 25).with("c_mktsegment", "AUTOMOBILE", "MACHINERY", 5));
        add(new TestTable("part", 200_000, 7L << 20,
                TestTable.schema("p_partkey", BIGINT, "p_name", STRING, "p_mfgr", STRING, "p_brand", STRING,
                        "p_type", STRING, "p_size", INT, "p_container", STRING, "p_retailprice", money, "p_comment", STRING))
                .with("p_partkey", 1L, 200_000L, 0).with("p_brand", "Brand#11", "Brand#55", 25).with("p_size", 1, 50, 50));
        add(new TestTable("supplier", 10_000, 800L << 10,
                TestTable.schema("s_suppkey", BIGINT, "s_name", STRING, "s_address", STRING, "s_nationkey",
                        INT, "s_phone", STRING, "s_acctbal", money, "s_comment", STRING))
                .with("s_suppkey", 1L, 10_000L, 0).with("s_nationkey", 0, 24, 25));
        add(new TestTable("partsupp", 800_000, 40L << 20, TestTable.schema("ps_partkey", BIGINT, "ps_suppkey", BIGINT, "ps_availqty", INT,
                "ps_supplycost", money, "ps_comment", STRING)).with("ps_partkey", 1L, 200_000L, 0).with("ps_suppkey", 1L, 10_000L, 0));
        add(new TestTable("nation", 25, 3000,
                TestTable.schema("n_nationkey", INT, "n_name", STRING, "n_regionkey", INT, "n_comment", STRING))
                .with("n_nationkey", 0, 24, 25).with("n_name", "ALGERIA", "VIETNAM", 25).with("n_regionkey", 0, 4, 5));
        add(new TestTable("region", 5, 1000, TestTable.schema("r_regionkey", INT, "r_name", STRING, "r_comment", STRING))
                .with("r_regionkey", 0, 4, 5).with("r_name", "AFRICA", "MIDDLE EAST", 5));
        add(new TestTable("t", 1000, 20_000, TestTable.schema("a", INT, "b", BIGINT, "c", STRING, "d", DOUBLE)));
        add(new TestTable("u", 500, 10_000, TestTable.schema("a", INT, "x", BIGINT, "c", STRING)));
        add(new TestTable("types", 10, 1000,
                TestTable.schema("bool", BOOLEAN, "i8", TINYINT, "i16", SMALLINT, "i32", INT, "i64", BIGINT, "f32", FLOAT,
                        "f64", DOUBLE, "dec", decimal(10, 2), "wide", decimal(38, 10), "str", STRING, "day", DATE, "ts", TIMESTAMP, "ints",
                        array(INT), "pairs",
                        map(STRING, INT), "point", struct(Field.of("x", INT), Field.of("inner", struct(Field.of("y", STRING)))), "points",
                        array(struct(Field.of("x", INT), Field.of("y", INT))))));
    }

    /** A table of INT columns with few different values. */
    public static TestTable ints(String name, String... columns) {
        Object[] schema = new Object[2 * columns.length];
        for (int i = 0; i < columns.length; i++) {
            schema[2 * i] = columns[i];
            schema[2 * i + 1] = INT;
        }
        TestTable table = new TestTable(name, 1000, 100, TestTable.schema(schema));
        for (String column : columns) {
            table.with(column, 0, 3, 0);
        }
        return table;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    private void add(TestTable table) {
        tables.put(table.name(), table);
    }

    public TestTable get(String name) {
        return tables.get(name);
    }

    public Iterable<String> names() {
        return tables.keySet();
    }
}
