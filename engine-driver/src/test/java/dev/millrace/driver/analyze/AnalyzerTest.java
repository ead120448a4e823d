package dev.millrace.driver.analyze;

import static dev.millrace.driver.query.Written.and;
import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.asc;
import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.cast;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.desc;
import static dev.millrace.driver.query.Written.distinctCall;
import static dev.millrace.driver.query.Written.eq;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lambda;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.over;
import static dev.millrace.driver.query.Written.star;
import static dev.millrace.driver.query.Written.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.Written;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan.SetOperation.Kind;
import dev.millrace.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyzerTest {

    private final TestPipeline pipeline = new TestPipeline();

    @Test
    void columnsAreFoundIgnoringCaseAndKeepTheWrittenName() {
        assertEquals("A:int b:bigint", columns(from("t").select(col("A"), col("t.b"))));
        assertEquals("x:int", columns(from("types").select(col("point.x"))));
        assertEquals("y:string", columns(from("types").select(col("types.point.inner.y"))));
        assertEquals("x:array<int>", columns(from("types").select(col("points.x"))));
    }

    @Test
    void unknownColumnNamesItsNeighbours() {
        EngineException error = fails(from("lineitem").select(col("l_shipdat")), ErrorCondition.UNRESOLVED_COLUMN);
        assertTrue(error.getMessage().contains("\"l_shipdat\" cannot be resolved. Did you mean one of: \"l_shipdate\""),
                error.getMessage());
        fails(from("t").where(op(">", col("z"), lit(1))), ErrorCondition.UNRESOLVED_COLUMN);
        fails(from("t").orderBy(col("zz")), ErrorCondition.UNRESOLVED_COLUMN);
        fails(from("types").select(col("point.z")), ErrorCondition.FIELD_NOT_FOUND);
        assertTrue(fails(from("lineitems"), ErrorCondition.TABLE_OR_VIEW_NOT_FOUND).getMessage().contains("\"lineitem\""));
    }

    @Test
    void oneNameInBothSidesIsAmbiguousUntilQualified() {
        Written joined = from("t").join(from("u"), eq("t.a", "u.a"));
        EngineException error = fails(joined.select(col("a")), ErrorCondition.AMBIGUOUS_REFERENCE);
        assertTrue(error.getMessage().contains("t.a, u.a"), error.getMessage());
        assertEquals("a:int a:int x:bigint", columns(joined.select(col("t.a"), col("u.a"), col("x"))));
    }

    @Test
    void starsExpand() {
        assertEquals("a:int b:bigint c:string d:double", columns(from("t").select(star())));
        assertEquals("x:bigint a:int b:bigint c:string d:double",
                columns(from("t").join(from("u"), eq("t.a", "u.a")).select(col("x"), star("t"))));
        fails(from("t").select(star("q")), ErrorCondition.CANNOT_RESOLVE_STAR_EXPAND);
    }

    @Test
    void unnamedColumnsAreNamedAsSparkDoes() {
        assertEquals("(a + b)", name(op("+", col("a"), col("b"))));
        assertEquals("CAST(a AS STRING)", name(cast(col("a"), DataType.STRING)));
        assertEquals("(NOT (a = 1))", name(op("!=", col("a"), lit(1))));
        assertEquals("(a IN (1, 2))", name(op("in", col("a"), lit(1), lit(2))));
        assertEquals("c LIKE x%", name(op("like", col("c"), lit("x%"))));
        assertEquals("concat(c, !)", name(op("||", col("c"), lit("!"))));
        assertEquals("(- a)", name(op("-", col("a"))));
        assertEquals("CASE WHEN (a > 1) THEN c ELSE no END", name(when(op(">", col("a"), lit(1)), col("c"), lit("no"))));
        assertEquals("(c IS NOT NULL)", name(op("isnotnull", col("c"))));
        assertEquals("row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
                name(over(call("row_number"), List.of(col("a")), desc(col("b")))));
        assertEquals("count(1)", columns(from("t").select(call("count", star()))).split(":")[0]);
        assertEquals("count(DISTINCT a)", columns(from("t").select(distinctCall("count", col("a")))).split(":")[0]);
        assertEquals("sum(b):bigint", columns(from("t").select(call("sum", col("b")))));
    }

    @Test
    void groupingAndAggregates() {
        assertEquals("a:int sum(b):bigint n:bigint",
                columns(from("t").groupBy(col("a")).agg(call("sum", col("b")), as(call("count", star()), "n"))));
        assertEquals("""
                Project  [(a + 1), (sum(b) + CAST((a + 1) AS BIGINT)) AS s]
                  Aggregate  by [(a + 1) AS (a + 1)]  compute [sum(b) AS sum(b)]
                """, tail(from("t").groupBy(op("+", col("a"), lit(1)))
                .select(op("+", col("a"), lit(1)), as(op("+", call("sum", col("b")), op("+", col("a"), lit(1))), "s"))));
        fails(from("t").groupBy(col("a")).select(col("b")), ErrorCondition.MISSING_AGGREGATION);
        fails(from("t").select(call("sum", call("max", col("b")))), ErrorCondition.NESTED_AGGREGATE_FUNCTION);
        fails(from("t").where(op(">", call("sum", col("b")), lit(1))), ErrorCondition.INVALID_WHERE_CONDITION);
    }

    @Test
    void oneAggregateIsComputedOnce() {
        String text =
                tail(from("t").groupBy(col("a")).select(as(call("sum", col("b")), "x"), as(op("*", call("sum", col("b")), lit(2)), "y")));
        assertEquals("""
                Project  [x, (x * 2) AS y]
                  Aggregate  by [a]  compute [sum(b) AS x]
                """, text);
    }

    @Test
    void havingSeesAggregatesAndAliases() {
        assertEquals("""
                Project  [a, s]
                  Filter  (s > 10) AND (count(1) > 1)
                    Aggregate  by [a]  compute [sum(b) AS s, count(*) AS count(1)]
                """,
                tail(from("t").groupBy(col("a")).having(and(op(">", col("s"), lit(10L)), op(">", call("count", star()), lit(1L))), col("a"),
                        as(call("sum", col("b")), "s"))));
    }

    @Test
    void groupByPositionAndAlias() {
        assertEquals("k:int n:bigint",
                columns(from("t").groupBy(lit(1)).select(as(op("+", col("a"), lit(1)), "k"), as(call("count", star()), "n"))));
        assertEquals("k:int n:bigint",
                columns(from("t").groupBy(col("k")).select(as(op("+", col("a"), lit(1)), "k"), as(call("count", star()), "n"))));
        fails(from("t").groupBy(lit(7)).select(col("a")), ErrorCondition.GROUP_BY_POS_OUT_OF_RANGE);
    }

    @Test
    void groupingSetsExpandRows() {
        LogicalPlan plan =
                pipeline.analyze(from("t").groupBy(col("a"), col("c")).sets(List.of(List.of(0, 1), List.of(0), List.of()), col("a"),
                        col("c"), call("grouping", col("c")), call("grouping_id"), as(call("sum", col("b")), "s")));
        assertEquals("a:int c:string grouping(c):tinyint grouping_id():bigint s:bigint", columns(plan));
        assertTrue(dev.millrace.driver.explain.PlanPrinter.logical(plan).contains("Expand  3 projections"));
        fails(from("t").groupBy(col("a")).select(call("grouping", col("a"))), ErrorCondition.UNSUPPORTED_GROUPING_EXPRESSION);
    }

    @Test
    void orderByMayUseDroppedColumnsAndAggregates() {
        assertEquals("""
                Project  [a]
                  Sort  [b DESC]
                    Project  [a, b]
                """, tail(from("t").select(col("a")).orderBy(desc(col("b")))));
        assertEquals("""
                Project  [a, s]
                  Sort  [max(d) ASC, s DESC]
                    Aggregate  by [a]  compute [sum(b) AS s, max(d) AS max(d)]
                """, tail(from("t").groupBy(col("a")).agg(as(call("sum", col("b")), "s"))
                .orderBy(asc(call("max", col("d"))), desc(call("sum", col("b"))))));
        assertEquals("a:int", columns(from("t").select(col("a")).where(op(">", col("b"), lit(1)))));
        assertEquals("""
                Sort  [b ASC]
                  Project  [a, b]
                """, tail(from("t").select(col("a"), col("b")).orderBy(asc(lit(2)))));
        fails(from("t").groupBy(col("a")).agg().orderBy(col("b")), ErrorCondition.MISSING_AGGREGATION);
    }

    @Test
    void aliasesServeLaterColumns() {
        assertEquals("p:int q:int", columns(from("t").select(as(op("+", col("a"), lit(1)), "p"), as(op("*", col("p"), lit(2)), "q"))));
    }

    @Test
    void generatorsMakeRows() {
        assertEquals("i32:int col:int", columns(from("types").select(col("i32"), call("explode", col("ints")))));
        assertEquals("e:int i32:int", columns(from("types").select(as(call("explode", col("ints")), "e"), col("i32"))));
        assertEquals("key:string value:int", columns(from("types").select(call("explode_outer", col("pairs")))));
        assertEquals("p:int v:int", columns(from("types").select(as(call("posexplode", col("ints")), "p", "v"))));
        fails(from("types").select(as(call("posexplode", col("ints")), "p")), ErrorCondition.NUM_COLUMNS_MISMATCH);
        fails(from("types").select(call("explode", col("ints")), call("explode", col("ints"))), ErrorCondition.UNSUPPORTED_GENERATOR);
    }

    @Test
    void windowsStandOverWhatTheyRead() {
        assertEquals("""
                Project  [c, total]
                  Window  [sum(sum(b)) AS total]  partition by [c]  order by []
                    Aggregate  by [c]  compute [sum(b) AS sum(b)]
                """,
                tail(from("t").groupBy(col("c")).select(col("c"),
                        as(over(call("sum", call("sum", col("b"))), List.of(col("c"))), "total"))));
        fails(from("t").select(call("row_number")), ErrorCondition.UNSUPPORTED_FEATURE);
        fails(from("t").select(over(call("row_number"), List.of())), ErrorCondition.UNSUPPORTED_FEATURE);
    }

    @Test
    void lambdasSeeTheirParameters() {
        assertEquals("r:array<bigint>",
                columns(from("types").select(as(call("transform", col("ints"), lambda(op("+", col("x"), col("i64")), "x")), "r"))));
        assertEquals("r:bigint", columns(from("types").select(
                as(call("aggregate", col("ints"), lit(0L), lambda(op("+", col("acc"), col("x")), "acc", "x")), "r"))));
        assertEquals("r:array<struct<x:int,y:int>>",
                columns(from("types").select(as(call("filter", col("points"), lambda(op(">", col("p.x"), lit(1)), "p")), "r"))));
        fails(from("types").select(call("transform", col("i32"), lambda(col("x"), "x"))), ErrorCondition.DATATYPE_MISMATCH);
    }

    @Test
    void joinUsingMergesItsColumns() {
        assertEquals("a:int b:bigint c:string d:double x:bigint c:string", columns(from("t").using(from("u"), JoinType.INNER, "a")));
        assertEquals("a:int c:string b:bigint d:double", columns(from("t").using(from("u"), JoinType.SEMI, "a", "c")));
        assertTrue(tail(from("t").using(from("u"), JoinType.FULL, "a")).startsWith("Project  [coalesce(a, a) AS a,"));
        fails(from("t").using(from("u"), JoinType.INNER, "b"), ErrorCondition.UNRESOLVED_COLUMN);
    }

    @Test
    void selfJoinTellsItsSidesApart() {
        LogicalPlan plan = pipeline.analyze(from("t").as("l").join(from("t").as("r"), eq("l.a", "r.b")));
        assertEquals(8, plan.output().stream().map(attribute -> attribute.id()).distinct().count());
        Written t = new Written(new UnresolvedPlan.Analyzed(pipeline.analyze(from("t"))));
        List<Attribute> frame = pipeline.analyze(t).output();
        UnresolvedExpr a = new ResolvedColumn(frame.getFirst(), frame);
        UnresolvedExpr b = new ResolvedColumn(frame.get(1), frame);
        assertTrue(tail(t.join(t, op("=", a, a))).startsWith("Join  INNER  on a = a"));
        fails(t.join(t, op("=", a, b)), ErrorCondition.AMBIGUOUS_REFERENCE);
        fails(t.join(t, op("=", a, a)).select(b), ErrorCondition.AMBIGUOUS_REFERENCE);
    }

    @Test
    void columnOfAnotherDataFrameIsRefused() {
        UnresolvedExpr x = new ResolvedColumn(pipeline.analyze(from("u")).output().get(1));
        EngineException error = fails(from("t").select(x), ErrorCondition.UNRESOLVED_COLUMN);
        assertTrue(error.getMessage().contains("another DataFrame"), error.getMessage());
    }

    @Test
    void setOperationsWidenTheirColumns() {
        Written ints = from("types").select(col("i32"), col("str"));
        assertEquals("i32:bigint str:string", columns(ints.union(from("types").select(col("i64"), col("str")))));
        assertEquals("i32:double str:string", columns(ints.set(Kind.EXCEPT, false, from("types").select(col("f64"), col("str")))));
        fails(ints.union(from("types").select(col("i32"))), ErrorCondition.NUM_COLUMNS_MISMATCH);
        fails(ints.union(from("types").select(col("bool"), col("str"))), ErrorCondition.INCOMPATIBLE_COLUMN_TYPE);
        assertEquals("a:int b:bigint c:string d:double x:bigint", columns(from("t").unionByName(from("u"), true)));
        fails(from("t").unionByName(from("u"), false), ErrorCondition.UNRESOLVED_COLUMN);
    }

    @Test
    void dropDuplicatesKeepsColumnsAndTheirIdentity() {
        LogicalPlan before = pipeline.analyze(from("t"));
        LogicalPlan after = pipeline.analyze(new Written(new UnresolvedPlan.Analyzed(before)).distinct("c"));
        assertEquals(columns(before), columns(after));
        assertEquals(before.output().get(1).id(), after.output().get(1).id());
        assertNotEquals(before, after);
    }

    @Test
    void functionsAreChecked() {
        EngineException error = fails(from("t").select(call("lenght", col("c"))), ErrorCondition.UNRESOLVED_ROUTINE);
        assertTrue(error.getMessage().contains("\"length\""), error.getMessage());
        fails(from("t").select(call("upper", col("c"), col("c"))), ErrorCondition.WRONG_NUM_ARGS);
        fails(from("t").where(col("c")), ErrorCondition.DATATYPE_MISMATCH);
        assertEquals("col:struct<a:int,col2:bigint>",
                columns(from("t").select(as(call("struct", col("a"), op("+", col("b"), lit(1L))), "col"))));
    }

    private String name(UnresolvedExpr expr) {
        return pipeline.analyze(from("t").select(expr)).output().getFirst().name();
    }

    private String columns(Written query) {
        return columns(pipeline.analyze(query));
    }

    private static String columns(LogicalPlan plan) {
        return String.join(" ", plan.output().stream().map(column -> column.name() + ":" + column.type().simpleName()).toList());
    }

    /** The analyzed plan as text, without the aliases and scans at its lower end. */
    private String tail(Written query) {
        StringBuilder kept = new StringBuilder();
        for (String line : pipeline.analyzedText(query).split("\n")) {
            boolean leaf = line.strip().startsWith("Scan") || line.strip().startsWith("SubqueryAlias");
            kept.append(leaf ? "" : line + "\n");
        }
        return kept.toString();
    }

    private EngineException fails(Written query, ErrorCondition condition) {
        EngineException error = assertThrows(EngineException.class, () -> pipeline.analyze(query));
        assertEquals(condition, error.condition(), error.getMessage());
        return error;
    }
}
