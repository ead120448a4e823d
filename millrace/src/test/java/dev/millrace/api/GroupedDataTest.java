package dev.millrace.api;

import static dev.millrace.api.Functions.avg;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.collect_list;
import static dev.millrace.api.Functions.collect_set;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.countDistinct;
import static dev.millrace.api.Functions.grouping_id;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.max;
import static dev.millrace.api.Functions.min;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertOrdered;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.ErrorCondition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupedDataTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame sales() {
        return LOCAL.frame("year INT, quarter STRING, amount INT", Row.of(2020, "q1", 10), Row.of(2020, "q1", 5), Row.of(2020, "q2", 7),
                Row.of(2021, "q1", null), Row.of(2021, "q3", 4), Row.of(null, "q1", 1));
    }

    @Test
    void aggregatesGroups() {
        assertRows(sales().groupBy("year").agg(sum("amount"), count("*").as("n"), count("amount").as("present")),
                Row.of(2020, 22L, 3L, 3L), Row.of(2021, 4L, 2L, 1L), Row.of(null, 1L, 1L, 1L));
        assertArrayEquals(new String[] {"year", "sum(amount)", "n"},
                sales().groupBy("year").agg(sum("amount"), count("*").as("n")).columns());
        assertRows(sales().groupBy(col("quarter").equalTo("q1").as("first")).agg(max("amount").minus(min("amount")).as("spread")),
                Row.of(true, 9), Row.of(false, 3));
        assertRows(sales().groupBy("year").agg(countDistinct("quarter").as("quarters")), Row.of(2020, 2L), Row.of(2021, 2L),
                Row.of(null, 1L));
    }

    @Test
    void aggregatesByShortNames() {
        assertRows(sales().groupBy("year").count(), Row.of(2020, 3L), Row.of(2021, 2L), Row.of(null, 1L));
        assertRows(sales().groupBy("quarter").sum("amount"), Row.of("q1", 16L), Row.of("q2", 7L), Row.of("q3", 4L));
        assertRows(sales().groupBy("quarter").avg("amount"), Row.of("q1", 16.0 / 3), Row.of("q2", 7.0), Row.of("q3", 4.0));
        assertRows(sales().groupBy("quarter").max(), Row.of("q1", 2021, 10), Row.of("q2", 2020, 7), Row.of("q3", 2021, 4));
        assertRows(sales().groupBy("year").min("amount"), Row.of(2020, 5), Row.of(2021, 4), Row.of(null, 1));
        assertRows(sales().groupBy("year").agg(Map.of("amount", "max")), Row.of(2020, 10), Row.of(2021, 4), Row.of(null, 1));
        assertArrayEquals(new String[] {"year", "avg(amount)"}, sales().groupBy("year").mean("amount").columns());
    }

    @Test
    void aggregatesWithoutGroups() {
        assertRows(sales().agg(sum("amount"), avg("amount"), count(lit(1))), Row.of(27L, 5.4, 6L));
        assertRows(sales().filter(lit(false)).agg(sum("amount"), count("*")), Row.of(null, 0L));
        assertRows(sales().filter(lit(false)).groupBy("year").agg(sum("amount")));
        assertRows(sales().groupBy().count(), Row.of(6L));
        assertRows(sales().agg(Map.of("amount", "min")), Row.of(1));
    }

    @Test
    void treatsSpecialNumbersAsEqual() {
        DataFrame rows = LOCAL.frame("x DOUBLE", Row.of(0.0), Row.of(-0.0), Row.of(Double.NaN), Row.of(Double.NaN), Row.of((Object) null));
        assertRows(rows.groupBy("x").count(), Row.of(0.0, 2L), Row.of(Double.NaN, 2L), Row.of(null, 1L));
    }

    @Test
    void givesDecimalsTheirTypes() {
        DataFrame rows = LOCAL.frame("d DECIMAL(10,2)", Row.of(new BigDecimal("1.10")), Row.of(new BigDecimal("2.25")));
        DataFrame totals = rows.agg(sum("d"), avg("d"));
        assertEquals("[sum(d)=decimal(20,2), avg(d)=decimal(14,6)]", totals.dtypes().toString());
        assertRows(totals, Row.of(new BigDecimal("3.35"), new BigDecimal("1.675000")));
    }

    @Test
    void collects() {
        assertRows(sales().filter(col("year").equalTo(2020)).orderBy("amount").coalesce(1).groupBy("year").agg(collect_list("amount")),
                Row.of(2020, List.of(5, 7, 10)));
        for (Row row : sales().groupBy("quarter").agg(collect_set("year").as("years")).collect()) {
            assertEquals("q1".equals(row.getString(0)) ? 2 : 1, row.getList("years").size());
        }
    }

    @Test
    void rollsUp() {
        assertRows(sales().filter(col("year").isNotNull()).rollup("year", "quarter").agg(sum("amount").as("s"), grouping_id().as("g")),
                Row.of(2020, "q1", 15L, 0L), Row.of(2020, "q2", 7L, 0L), Row.of(2021, "q1", null, 0L), Row.of(2021, "q3", 4L, 0L),
                Row.of(2020, null, 22L, 1L), Row.of(2021, null, 4L, 1L), Row.of(null, null, 26L, 3L));
    }

    @Test
    void cubes() {
        DataFrame rows = LOCAL.frame("a STRING, b STRING, x INT", Row.of("a1", "b1", 1), Row.of("a1", "b2", 2));
        assertRows(rows.cube("a", "b").agg(sum("x")), Row.of("a1", "b1", 1L), Row.of("a1", "b2", 2L), Row.of("a1", null, 3L),
                Row.of(null, "b1", 1L),
                Row.of(null, "b2", 2L), Row.of(null, null, 3L));
        assertRows(rows.groupingSets(List.of(List.of(col("a")), List.of()), col("a"), col("b")).agg(sum("x").as("s")).drop("b"),
                Row.of("a1", 3L), Row.of(null, 3L));
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows.groupingSets(List.of(List.of(col("c"))), col("a")));
    }

    @Test
    void pivots() {
        DataFrame known = sales().groupBy("year").pivot("quarter", List.of("q1", "q2", "q9")).sum("amount");
        assertArrayEquals(new String[] {"year", "q1", "q2", "q9"}, known.columns());
        assertRows(known, Row.of(2020, 15L, 7L, null), Row.of(2021, null, null, null), Row.of(null, 1L, null, null));
        DataFrame found = sales().groupBy("year").pivot("quarter").agg(sum("amount").as("s"), count("*").as("n"));
        assertArrayEquals(new String[] {"year", "q1_s", "q1_n", "q2_s", "q2_n", "q3_s", "q3_n"}, found.columns());
        assertRows(found.filter(col("year").equalTo(2020)), Row.of(2020, 15L, 2L, 7L, 1L, null, null));
        assertRows(sales().groupBy().pivot("year", List.of(2020, 2021)).max("amount"), Row.of(10, 4));
        assertArrayEquals(new String[] {"quarter", "null", "2020", "2021"}, sales().groupBy("quarter").pivot("year").count().columns());
        assertFails(ErrorCondition.UNSUPPORTED_FEATURE, () -> sales().rollup("year").pivot("quarter", List.of("q1")));
    }

    @Test
    void refusesColumnsOutsideTheGroups() {
        assertFails(ErrorCondition.MISSING_AGGREGATION, () -> sales().groupBy("year").agg(col("amount")));
        assertFails(ErrorCondition.NESTED_AGGREGATE_FUNCTION, () -> sales().agg(sum(sum("amount"))));
        assertFails(ErrorCondition.INVALID_WHERE_CONDITION, () -> sales().filter(sum("amount").gt(1)));
    }

    @Test
    void filtersGroupsAndSortsByAggregates() {
        DataFrame totals =
                sales().groupBy("quarter").agg(sum("amount").as("s"), count("*").as("n")).filter(col("n").gt(0)).orderBy(col("s").desc());
        assertOrdered(totals.limit(2), Row.of("q1", 16L, 4L), Row.of("q2", 7L, 1L));
    }
}
