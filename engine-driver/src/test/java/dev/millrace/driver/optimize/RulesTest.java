package dev.millrace.driver.optimize;

import static dev.millrace.driver.query.Written.and;
import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.asc;
import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.eq;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.star;
import static dev.millrace.driver.query.Written.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.query.ExprInterpreter;
import dev.millrace.driver.query.TestFunctions;
import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.TpchQueries;
import dev.millrace.driver.query.Written;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private final TestPipeline pipeline = new TestPipeline();

    @Test
    void castsOfComparedColumnsGoAway() {
        assertEquals("[i32 = 5]", filters(op("=", col("i32"), lit(5L))));
        assertEquals("[i32 > 5]", filters(op("<", lit(5.0), col("i32"))));
        assertEquals("[i32 IN (1, 2)]", filters(op("in", col("i32"), lit(1L), lit(2))));
        assertEquals("[dec < 7.00]", filters(op("<", col("dec"), op("-", lit(7), lit(0)))));
        assertEquals("[CAST(i32 AS BIGINT) = 9999999999]", filters(op("=", col("i32"), lit(9_999_999_999L))));
        assertEquals("[CAST(i32 AS DOUBLE) < 5.5]", filters(op("<", col("i32"), lit(5.5))));
        assertEquals("[day >= DATE '2020-01-31']", filters(op(">=", col("day"), lit("2020-01-31"))));
    }

    @Test
    void conditionsBecomeShorter() {
        assertEquals("[i32 > 1]", filters(and(lit(true), op(">", col("i32"), lit(1)))));
        assertEquals("[i32 <= 1]", filters(op("not", op(">", col("i32"), lit(1)))));
        assertEquals("[i32 = 1, i64 IN (2, 3)]", filters(op("or", and(op("=", col("i32"), lit(1)), op("=", col("i64"), lit(2L))),
                and(op("=", col("i32"), lit(1)), op("=", col("i64"), lit(3L))))));
        assertEquals("[bool]", filters(when(op("=", lit(1), lit(1)), col("bool"), op("=", col("i32"), lit(7)))));
        assertTrue(pipeline.optimizedText(from("types").where(op("=", lit(1), lit(2)))).startsWith("LocalTable"));
    }

    @Test
    void whatFailsIsNotFolded() {
        assertEquals("[(1.0 / 0.0) > CAST(i32 AS DOUBLE)]", filters(op(">", op("/", lit(1), lit(0)), col("i32"))));
    }

    @Test
    void nondeterministicConditionsStayWhereTheyAre() {
        String text = pipeline.optimizedText(from("t").select(col("a"), as(call("rand"), "r")).where(op("<", col("r"), lit(0.5))));
        assertEquals("""
                Filter  r < 0.5
                  Project  [a, rand() AS r]
                    Scan  parquet t [a]
                """, text);
    }

    @Test
    void groupsOfRandomNumbersAreFilteredAbove() {
        String text = pipeline.optimizedText(from("t").groupBy(as(call("rand"), "r")).agg(as(call("count", star()), "n"))
                .where(op("<", col("r"), lit(0.5))));
        assertTrue(text.contains("  Filter  r < 0.5\n    Aggregate"), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INNER | filters=[b > 1] | filters=[x > 2]
            LEFT  | filters=[b > 1] | Filter
            RIGHT | Filter          | filters=[x > 2]
            """)
    void filtersReachTheSidesThatAreNotPadded(JoinType type, String left, String right) {
        UnresolvedExpr onLeft = op("or", op("isnull", col("b")), op(">", col("b"), lit(1L)));
        UnresolvedExpr onRight = op("or", op("isnull", col("x")), op(">", col("x"), lit(2L)));
        String text = pipeline.optimizedText(from("t").join(from("u"), type, eq("t.a", "u.a")).where(and(onLeft, onRight)));
        assertEquals(left.startsWith("filters"), text.contains("filters=[(b IS NULL) OR (b > 1)]"), text);
        assertEquals(right.startsWith("filters"), text.contains("filters=[(x IS NULL) OR (x > 2)]"), text);
    }

    @Test
    void keysPassConditionsOn() {
        String text = pipeline.optimizedText(from("t").join(from("u"), eq("t.a", "u.a")).where(op("=", col("t.a"), lit(7))));
        String doubles = pipeline.optimizedText(from("t").join(from("types"), eq("d", "f64")).where(op(">", col("d"), lit(7.0))));
        assertEquals(2, doubles.split("7.0", -1).length, doubles);
        assertTrue(text.contains("Scan  parquet t [a, b, c, d]  filters=[a = 7]")
                && text.contains("Scan  parquet u [a, x, c]  filters=[a = 7]"), text);
    }

    @Test
    void onlyNeededColumnsAreRead() {
        String text = pipeline.optimizedText(from("lineitem").groupBy(col("l_shipmode")).agg(call("count", star())));
        assertTrue(text.contains("Scan  parquet lineitem [l_shipmode]"), text);
        assertTrue(pipeline.optimizedText(from("lineitem").select(call("count", star()))).contains("Scan  parquet lineitem []"));
    }

    @Test
    void limitsReachScans() {
        assertTrue(pipeline.optimizedText(from("t").select(col("a")).limit(3)).contains("limit=3"));
        assertFalse(pipeline.optimizedText(from("t").orderBy(asc(col("a"))).limit(3)).contains("limit=3"));
        assertTrue(pipeline.optimize(from("t").limit(3).limit(2)) instanceof Limit(var _, var limit, var _) && limit == 2);
    }

    @Test
    void sortsWhoseOrderNobodySeesAreDropped() {
        Written sorted = from("t").orderBy(asc(col("a")));
        assertFalse(pipeline.optimizedText(sorted.select(call("sum", col("b")))).contains("Sort"));
        assertTrue(pipeline.optimizedText(sorted.select(call("first", col("b")))).contains("Sort"));
        assertFalse(pipeline.optimizedText(sorted.join(from("u"), eq("t.a", "u.a"))).contains("Sort"));
        assertEquals(1, pipeline.optimizedText(sorted.orderBy(col("b"))).split("Sort", -1).length - 1);
        assertTrue(pipeline.optimizedText(sorted.limit(2).select(call("sum", col("b")))).contains("Sort"));
    }

    @Test
    void rulesCanBeSwitchedOff() {
        Written query = from("t").select(as(op("+", col("a"), lit(1)), "x")).where(op(">", col("x"), lit(3)));
        assertFalse(pipeline.optimizedText(query).contains("Filter"));
        assertTrue(new TestPipeline().with("debug.optimizer.disabled", "push_down_filters, prune_columns").optimizedText(query)
                .contains("Filter"));
        for (Written each : TpchQueries.all().values()) {
            TestPipeline plain = new TestPipeline().with("debug.optimizer", "false");
            assertEquals(plain.analyze(each).schema().names(), plain.physical(each).schema().names());
        }
    }

    @Test
    void aRuleThatChangesColumnsIsNamed() {
        LogicalPlan plan = pipeline.analyze(from("t"));
        Rule wrong = new Rule() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public LogicalPlan rewrite(LogicalPlan before) {
                return before;
            }
        };
        EngineException error = assertThrows(EngineException.class,
                () -> PlanChecks.sameColumns(wrong, plan, pipeline.analyze(from("t").select(col("a")))));
        assertEquals(ErrorCondition.INTERNAL_ERROR, error.condition());
        assertTrue(error.getMessage().contains("The rule wrong changed the columns"), error.getMessage());
    }

    @Test
    void everyRuleHasANameOfItsOwn() {
        List<String> names =
                new Optimizer(TestFunctions.registry(), new ExprInterpreter()::constant, new AttributeIds(), Config.EMPTY).rules();
        assertTrue(names.contains("push_down_filters") && names.size() > 14, names.toString());
        names.forEach(name -> assertTrue(name.matches("[a-z]+(_[a-z]+)+"), name));
        assertEquals(names.size(), new ArrayList<>(new TreeSet<>(names)).size());
    }

    /** Filters that end up in the scan of the table of all types. */
    private String filters(UnresolvedExpr condition) {
        String text = pipeline.optimizedText(from("types").where(condition));
        return text.contains("filters=") ? text.substring(text.indexOf("filters=") + 8).strip() : text;
    }
}
