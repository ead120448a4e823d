package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep and long text ends in a tree or in one clear error, never in a stack overflow. */
class NestingTest {

    /** What is written n times, in the middle, and n times again. */
    record Shape(String start, String open, String middle, String close) {
        String nested(int depth) {
            return start + open.repeat(depth) + middle + close.repeat(depth);
        }
    }

    static List<Shape> shapes() {
        return List.of(new Shape("select ", "(", "1", ")"), new Shape("select ", "(select ", "1", ")"),
                new Shape("select * from ", "(select * from ", "t", ")"), new Shape("select * from ", "(", "t", ")"),
                new Shape("select ", "f(", "1", ")"), new Shape("select ", "case when a then ", "1", " end"),
                new Shape("select ", "not ", "1", ""), new Shape("select ", "- ", "1", ""), new Shape("select 1", " + 1", "", ""),
                new Shape("select 1", " || 'a'", "", ""), new Shape("select 1", " except select 1", "", ""),
                new Shape("select 1 from t", " join t on a = b", "", ""), new Shape("select 1 from t", ", t", "", ""),
                new Shape("select a", "[1]", "", ""), new Shape("select f(x)", ".a", "", ""), new Shape("select f(x)", "::int", "", ""),
                new Shape("select cast(a as ", "array<", "int", ">"), new Shape("select ", "f(x -> ", "1", ")"),
                new Shape("select 1 where ", "a in (select a from t where ", "1", ")"), new Shape("select ", "(", "", ""),
                new Shape("select ", "(", "1 1", ")"), new Shape("select 1", " between 1 and 2", "", ""),
                new Shape("", "explain ", "select 1", ""), new Shape("select ", "/*", "", "*/ 1"),
                new Shape("select 1", " is null", "", ""),
                new Shape("select 1 ", "[", "", ""), new Shape("select ", "array(array[", "", ""), new Shape("select (((", ") ", "", ""),
                new Shape("select 1 from t ", "lateral view explode(a) t as b ", "", ""));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anyDepthEndsInATreeOrAnError(Shape shape) {
        for (int depth : new int[] {50, 300, 999, 1000, 1001, 20_000}) {
            String sql = shape.nested(depth);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                try {
                    assertNotNull(Sql.statement(sql));
                } catch (EngineException error) {
                    assertTrue(error.condition() == ErrorCondition.PARSE_NESTING_TOO_DEEP
                            || error.condition() == ErrorCondition.PARSE_SYNTAX_ERROR, () -> depth + ": " + error);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 150, 400})
    void deepExpressionsAreRead(int depth) {
        assertEquals("project(one; " + "-(".repeat(depth) + "a" + ")".repeat(depth) + ")",
                Sql.query("select " + "-(".repeat(depth) + "a" + ")".repeat(depth)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" and a = 1", " or a = 1", " || 'x'", ", 1", " union all select 1"})
    void longChainsAreReadAndStayShallow(String link) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            int links = link.contains("||") ? 900 : 20_000;
            assertTrue(Sql.statement("select 'x'" + link.repeat(links)) instanceof Statement.Query);
        });
        int depth = 0;
        int deepest = 0;
        for (char c : Sql.query("select 'x'" + link.repeat(900)).toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        assertTrue(deepest < 20, "depth " + deepest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select * from t where a in (%s0)", "select array(%s0)", "select %s0", "values %s0"})
    void aMegabyteIsReadInTime(String frame) {
        String sql = frame.formatted("123456, 'text', ".repeat(65_000));
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertNotNull(Sql.statement(sql)));
    }

    /** Text whose length must cost in proportion, whatever the parser has to look ahead for. */
    static List<Shape> wide() {
        return List.of(new Shape("select a", ", date '2020-01-01', interval '1' day, interval '1 day' d, x'1f'", "", ""),
                new Shape("select a", ", f(a, x -> x + 1, (y, z) -> y, b => 1)", "", ""), new Shape("select 1", ", a.b c, a.b.d", "", ""),
                new Shape("with x as (select 1)", ", x as (select 1)", " select 1", ""),
                new Shape("select case when a then b", " when c then d", " end", ""),
                new Shape("select interval 1 day", " 2 hours", "", ""),
                new Shape("select a from t window w as (order by a)", ", w as (partition by a)", "", ""),
                new Shape("create table t (a int", ", b decimal(5, 2) not null comment 'x'", ")", ""),
                new Shape("select cast(a as struct<a:int", ", b: array<int>", ">)", ""), new Shape("select 1", "1", "", ""),
                new Shape("select * from values 1", ", (2)", " t(a), b", ""), new Shape("select (", "(1),", "1)", ""),
                new Shape("select * from t where (a, b) in ((1, 2)", ", (3, 4)", ")", ""), new Shape("select é", "é", "", ""),
                new Shape("select * from t lateral view stack(a) t as a", ", b", "", ""), new Shape("select 'a", "\\'''é", "'", ""));
    }

    @ParameterizedTest
    @MethodSource
    void wide(Shape shape) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try {
                assertNotNull(Sql.statement(shape.start() + shape.open().repeat(10_000) + shape.middle()));
            } catch (EngineException error) {
                assertEquals(ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION, error.condition());
            }
        });
    }
}
