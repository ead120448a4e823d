package dev.millrace.driver.analyze;

import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.cast;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.date;
import static dev.millrace.driver.query.Written.decimal;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.nothing;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Result types and implicit casts of operators; what is expected here is what Spark 4 does in ANSI mode. */
class CoercionTest {

    private final TestPipeline pipeline = new TestPipeline();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i8  | +   | i16  | smallint
            i32 | +   | i64  | bigint
            i32 | +   | f32  | double
            f32 | +   | f32  | float
            i64 | *   | f64  | double
            i32 | /   | i32  | double
            f32 | /   | f32  | double
            i32 | div | i8   | bigint
            i32 | %   | i64  | bigint
            str | +   | i32  | bigint
            str | +   | f32  | double
            str | +   | dec  | double
            dec | +   | dec  | decimal(11,2)
            dec | -   | i32  | decimal(13,2)
            dec | *   | dec  | decimal(21,4)
            dec | /   | dec  | decimal(23,13)
            dec | %   | dec  | decimal(10,2)
            dec | div | dec  | bigint
            dec | *   | f64  | double
            wide | *  | wide | decimal(38,6)
            wide | +  | dec  | decimal(38,9)
            wide | /  | wide | decimal(38,6)
            day | +   | i32  | date
            i32 | +   | day  | date
            day | -   | day  | interval day to second
            ts  | -   | day  | interval day to second
            """)
    void arithmetic(String left, String operator, String right, String type) {
        assertEquals(type, type(op(operator, col(left), col(right))));
    }

    @Test
    void literalsCountByTheirOwnDigits() {
        assertEquals("decimal(11,2)", type(op("+", col("dec"), lit(1))));
        assertEquals("decimal(12,2)", type(op("*", col("dec"), lit(1))));
        assertEquals("decimal(4,2)", type(op("+", decimal("1.50"), decimal("1.2"))));
        assertEquals("(dec > 24.00)", text(op(">", col("dec"), lit(24))));
    }

    @Test
    void datesAndIntervals() {
        Literal day = new Literal(86_400_000_000L, DataType.INTERVAL_DAY_TIME);
        Literal hour = new Literal(3_600_000_000L, DataType.INTERVAL_DAY_TIME);
        Literal month = new Literal(1, DataType.INTERVAL_YEAR_MONTH);
        assertEquals("date", type(op("-", col("day"), lit(day))));
        assertEquals("timestamp", type(op("+", col("day"), lit(hour))));
        assertEquals("date", type(op("+", lit(month), col("day"))));
        assertEquals("timestamp", type(op("-", col("ts"), lit(month))));
        assertEquals("interval day to second", type(op("*", lit(2), lit(day))));
        assertEquals("interval year to month", type(op("+", lit(month), lit(month))));
        fails(op("+", lit(month), lit(day)));
        fails(op("+", col("day"), col("f64")));
        fails(op("-", lit(1), col("day")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32 | i64  | (CAST(i32 AS BIGINT) = i64)
            str | i32  | (CAST(str AS BIGINT) = CAST(i32 AS BIGINT))
            str | f64  | (CAST(str AS DOUBLE) = f64)
            str | day  | (CAST(str AS DATE) = day)
            str | ts   | (CAST(str AS TIMESTAMP) = ts)
            str | bool | (CAST(str AS BOOLEAN) = bool)
            day | ts   | (CAST(day AS TIMESTAMP) = ts)
            dec | i64  | (CAST(dec AS DECIMAL(22,2)) = CAST(i64 AS DECIMAL(22,2)))
            dec | wide | (CAST(dec AS DECIMAL(38,10)) = wide)
            f32 | dec  | (CAST(f32 AS DOUBLE) = CAST(dec AS DOUBLE))
            """)
    void comparisonsCastToTheCommonType(String left, String right, String text) {
        assertEquals(text, text(op("=", col(left), col(right))));
    }

    @Test
    void commonTypesOfCaseInAndCoalesce() {
        assertEquals("bigint", type(when(col("bool"), col("i8"), col("i64"))));
        assertEquals("bigint", type(when(col("bool"), col("i32"), col("str"))));
        assertEquals("int", type(when(col("bool"), nothing(), col("i32"))));
        assertEquals("decimal(12,2)", type(call("coalesce", col("i32"), col("dec"))));
        assertEquals("(CAST(i32 AS BIGINT) IN (1, 2))", text(op("in", col("i32"), lit(1L), lit(2))));
        assertEquals("(day IN (CAST('2020-01-01' AS DATE), DATE '2020-01-02'))",
                text(op("in", col("day"), lit("2020-01-01"), date("2020-01-02"))));
        fails(when(col("bool"), col("i32"), col("bool")));
        fails(op("in", col("i32"), col("bool")));
    }

    @Test
    void mismatchesNameTheExpressionAndTheTypes() {
        String message = fails(op("=", col("bool"), col("i32"))).getMessage();
        assertTrue(message.contains("\"(bool = i32)\"") && message.contains("BOOLEAN") && message.contains("INT"), message);
        fails(op("+", col("str"), col("str")));
        fails(op("+", col("bool"), lit(1)));
        fails(op("and", col("i32"), col("bool")));
        fails(op("=", col("pairs"), col("pairs")));
        fails(op("-", col("str"), col("bool")));
        fails(op("getitem", col("i32"), lit(1)));
        fails(op("div", col("f64"), col("i32")));
    }

    @Test
    void impossibleCastsAreRefused() {
        assertTrue(fails(cast(col("ints"), DataType.INT)).getMessage().contains("\"CAST(ints AS INT)\": cannot cast ARRAY<INT> to INT"));
        fails(cast(col("day"), DataType.INT));
        fails(cast(col("bool"), DataType.DATE));
        fails(cast(col("i32"), DataType.BINARY));
        fails(cast(col("point"), DataType.struct()));
        assertEquals("string", type(cast(col("points"), DataType.STRING)));
        assertEquals("array<bigint>", type(cast(col("ints"), DataType.array(DataType.BIGINT))));
        assertEquals("timestamp", type(cast(col("i64"), DataType.TIMESTAMP)));
    }

    @Test
    void elementsOfNestedValues() {
        assertEquals("int", type(op("getitem", col("ints"), lit(0))));
        assertEquals("int", type(op("getitem", col("pairs"), lit("k"))));
        assertEquals("int", type(op("getfield", col("point"), lit("X"))));
        assertEquals("string", type(op("getfield", op("getfield", col("point"), lit("inner")), lit("y"))));
    }

    @Test
    void negativeNumbersAreLiterals() {
        assertEquals("-5", text(op("-", lit(5))));
        assertEquals("(i32 * -1)", text(op("-", col("i32"))));
        for (String number : List.of("i8", "i16", "i32", "i64", "f32", "f64", "dec")) {
            assertEquals(type(col(number)), type(op("-", col(number))));
        }
        fails(op("-", col("bool")));
    }

    private String type(UnresolvedExpr expr) {
        return pipeline.analyze(from("types").select(expr)).output().getFirst().type().simpleName();
    }

    private String text(UnresolvedExpr expr) {
        return ((Project) pipeline.analyze(from("types").select(expr))).columns().getFirst().expr().toString();
    }

    private EngineException fails(UnresolvedExpr expr) {
        EngineException error = assertThrows(EngineException.class, () -> pipeline.analyze(from("types").select(expr)));
        assertEquals(ErrorCondition.DATATYPE_MISMATCH, error.condition(), error.getMessage());
        return error;
    }
}
