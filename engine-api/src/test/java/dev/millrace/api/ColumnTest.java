package dev.millrace.api;

import static dev.millrace.api.Functions.array;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.rank;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.Functions.transform;
import static dev.millrace.api.Functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnTest {

    @Test
    void namesAreCutAtDots() {
        assertEquals(List.of("a"), parts("a"));
        assertEquals(List.of("t", "a", "b"), parts("t.a.b"));
        assertEquals(List.of("my.name", "b"), parts("`my.name`.b"));
        assertEquals(List.of("a`b"), parts("`a``b`"));
        assertEquals(new UnresolvedStar(""), col("*").expr());
        assertEquals(new UnresolvedStar("t"), col("t.*").expr());
        assertEquals("`a.b`", ColumnNames.quote("a.b"));
        assertEquals("a b", ColumnNames.quote("a b"));
        for (String wrong : List.of("a.", ".a", "a..b", "`a", "`a`b", "a`b", "")) {
            assertEquals(wrong.isEmpty(), !throwsSyntaxError(wrong), wrong);
        }
    }

    @Test
    void operatorsPrintAsSql() {
        assertEquals("(a = 1)", col("a").equalTo(1).toString());
        assertEquals("((a > 1) AND (NOT (b IS NULL)))", col("a").gt(1).and(col("b").isNull().not()).toString());
        assertEquals("((a + b) * 2)", col("a").plus(col("b")).multiply(2).toString());
        assertEquals("(a BETWEEN 1 AND 'x')", col("a").between(1, "x").toString());
        assertEquals("(a IN (1, 2, NULL))", col("a").isin(1, 2, null).toString());
        assertEquals("(a IN (1, 2))", col("a").isInCollection(List.of(1, 2)).toString());
        assertEquals("(- a)", col("a").negate().toString());
        assertEquals("a.b[0]", col("a").getField("b").getItem(0).toString());
        assertEquals("CAST(a AS DECIMAL(10,2)) AS x", col("a").cast("decimal(10,2)").as("x").toString());
        assertEquals("TRY_CAST(a AS INT)", col("a").tryCast("int").toString());
        assertEquals("a DESC NULLS LAST", col("a").desc().toString());
        assertEquals("a ASC NULLS FIRST", col("a").asc().toString());
        assertEquals("a ASC NULLS LAST", col("a").ascNullsLast().toString());
        assertEquals("count(*)", count("*").toString());
        assertEquals("count(DISTINCT a, b)", Functions.countDistinct("a", "b").toString());
        assertEquals("substring(a, 1, 2)", col("a").substr(1, 2).toString());
    }

    @Test
    void casesGrowUntilOtherwise() {
        Column open = when(col("a").lt(0), "minus").when(col("a").gt(0), "plus");
        assertEquals("CASE WHEN (a < 0) THEN 'minus' WHEN (a > 0) THEN 'plus' END", open.toString());
        assertEquals("CASE WHEN (a < 0) THEN 'minus' WHEN (a > 0) THEN 'plus' ELSE b END", open.otherwise(col("b")).toString());
        assertThrows(EngineException.class, () -> open.otherwise(1).otherwise(2));
        assertThrows(EngineException.class, () -> open.otherwise(1).when(col("a").isNull(), 2));
        assertThrows(EngineException.class, () -> col("a").when(col("a").isNull(), 2));
    }

    @Test
    void windowsHavePartitionOrderAndFrame() {
        assertEquals("rank() OVER (PARTITION BY a, b ORDER BY c DESC NULLS LAST)",
                rank().over(Window.partitionBy("a", "b").orderBy(col("c").desc())).toString());
        assertEquals("sum(x) OVER (ORDER BY c ASC NULLS FIRST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
                sum("x").over(Window.orderBy("c").rowsBetween(-2, Window.currentRow())).toString());
        assertEquals("sum(x) OVER (RANGE BETWEEN UNBOUNDED PRECEDING AND 3 FOLLOWING)",
                sum("x").over(Window.rangeBetween(Window.unboundedPreceding(), 3)).toString());
        assertEquals("sum(x) OVER ()", sum("x").over().toString());
        assertThrows(EngineException.class, () -> Window.rowsBetween(1, 0));
    }

    @Test
    void lambdasHaveParametersOfTheirOwn() {
        Column nested = transform(col("a"), x -> transform(col("b"), y -> x.plus(y)));
        assertEquals("transform(a, (x_1) -> transform(b, (x_0) -> (x_1 + x_0)))", nested.toString());
        assertEquals(nested, transform(col("a"), outer -> transform(col("b"), inner -> outer.plus(inner))));
        assertEquals("transform(a, (x_0, y_0) -> (x_0 * y_0))", transform(col("a"), (x, i) -> x.multiply(i)).toString());
        assertEquals("aggregate(a, 0, (x_0, y_0) -> (x_0 + y_0), (x_0) -> (- x_0))",
                Functions.aggregate(col("a"), lit(0), (sum, x) -> sum.plus(x), Column::negate).toString());
        // a column of that name that is no parameter stays what it is
        assertEquals("exists(a, (x_0) -> (x_0 = x))", Functions.exists(col("a"), x -> x.equalTo(col("x"))).toString());
    }

    @Test
    void javaValuesBecomeConstants() {
        assertLiteral(null, DataType.NULL, null);
        assertLiteral(true, DataType.BOOLEAN, true);
        assertLiteral(1, DataType.TINYINT, (byte) 1);
        assertLiteral(1, DataType.SMALLINT, (short) 1);
        assertLiteral(1, DataType.INT, 1);
        assertLiteral(1L, DataType.BIGINT, 1L);
        assertLiteral(1.5, DataType.FLOAT, 1.5f);
        assertLiteral(1.5, DataType.DOUBLE, 1.5);
        assertLiteral("x", DataType.STRING, 'x');
        assertLiteral(150L, DataType.decimal(3, 2), new BigDecimal("1.50"));
        assertLiteral(1L, DataType.decimal(3, 3), new BigDecimal("0.001"));
        assertLiteral(1000L, DataType.decimal(4, 0), new BigDecimal("1E+3"));
        assertLiteral(new BigInteger("1234567890123456789"), DataType.decimal(19, 0), new BigInteger("1234567890123456789"));
        assertLiteral(-1, DataType.DATE, LocalDate.of(1969, 12, 31));
        assertLiteral(-1L, DataType.TIMESTAMP, Instant.EPOCH.minusNanos(1));
        assertLiteral(Long.MIN_VALUE, DataType.TIMESTAMP, Instant.EPOCH.plusSeconds(-9_223_372_036_855L).plusNanos(224_192_000));
        assertLiteral(0L, DataType.TIMESTAMP, OffsetDateTime.parse("1970-01-01T02:00:00+02:00"));
        assertLiteral(7_200_000_000L, DataType.TIMESTAMP_NTZ, LocalDateTime.parse("1970-01-01T02:00:00"));
        assertLiteral(-1_500_000L, DataType.INTERVAL_DAY_TIME, Duration.ofMillis(-1500));
        assertLiteral(14, DataType.INTERVAL_YEAR_MONTH, Period.of(1, 2, 0));
        assertLiteral(List.of(1, 2), new DataType.ArrayType(DataType.INT, false), List.of(1, 2));
        assertLiteral(Arrays.asList(null, 2L), new DataType.ArrayType(DataType.BIGINT, true), new Long[] {null, 2L});
        assertLiteral(List.of(0.5), new DataType.ArrayType(DataType.DOUBLE, false), new double[] {0.5});
        assertLiteral(Map.of("a", 1), new DataType.MapType(DataType.STRING, DataType.INT, false), Map.of("a", 1));
        assertLiteral(List.of(1, "x"), DataType.struct(new Field("col1", DataType.INT, false), new Field("col2", DataType.STRING, false)),
                Row.of(1, "x"));
    }

    @Test
    void constantsThatNothingFitsAreRefused() {
        assertCondition(ErrorCondition.UNSUPPORTED_FEATURE, () -> lit(Thread.currentThread()));
        assertCondition(ErrorCondition.UNSUPPORTED_FEATURE, () -> lit(Period.ofDays(1)));
        assertCondition(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, () -> lit(BigInteger.TEN.pow(38)));
        assertCondition(ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS, () -> lit(Instant.MAX));
        assertCondition(ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS, () -> lit(LocalDate.MAX));
        assertCondition(ErrorCondition.DATATYPE_MISMATCH, () -> lit(Map.of("a", 1, "b", "x")));
    }

    @Test
    void listsOfSeveralTypesAreLeftToTheAnalyzer() {
        assertEquals(array(lit(1), lit(2.5)), lit(List.of(1, 2.5)));
        assertEquals(array(lit(1), col("a")), lit(List.of(1, col("a"))));
    }

    @Test
    void columnStandsForItself() {
        Column a = col("a");
        assertEquals(a, lit(a));
        assertEquals(new Column(UnresolvedCall.of("=", a.expr(), a.expr())), a.eq(a));
        assertNotEquals(a, col("b"));
        assertEquals(new UnresolvedColumn(List.of("a"), Origin.NONE).hashCode(), a.hashCode());
    }

    private static List<String> parts(String name) {
        return ((UnresolvedColumn) col(name).expr()).parts();
    }

    private static boolean throwsSyntaxError(String name) {
        try {
            col(name);
            return false;
        } catch (EngineException e) {
            return e.condition() == ErrorCondition.PARSE_SYNTAX_ERROR;
        }
    }

    private static void assertLiteral(Object form, DataType type, Object value) {
        assertEquals(new UnresolvedLiteral(new Literal(form, type)), lit(value).expr());
    }

    private static void assertCondition(ErrorCondition condition, Runnable code) {
        assertEquals(condition, assertThrows(EngineException.class, code::run).condition());
    }
}
