package dev.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.ExplainMode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries whose tables, groups and partitions are larger than the memory budget: they take the disk, and give the same rows. */
class LittleMemoryTest {

    private static final long ROWS = 600_000;

    private static Session session;

    /** {@code numbers(k, v)} with k = 3 i, v = i. */
    @BeforeAll
    static void open() {
        session = Session.builder().master("local[2]").config("memory.limit", "10m").create();
        session.range(ROWS).selectExpr("id * 3 as k", "id as v").createOrReplaceTempView("numbers");
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** The only row of a query, in which such an operator spills. */
    private static List<Object> spilling(String operator, String query) {
        String plan = session.sql(query).explainString(ExplainMode.ANALYZE);
        assertTrue(plan.lines().anyMatch(line -> line.contains(operator) && !line.contains("spill=0B")), plan);
        List<Row> rows = session.sql(query).collectAsList();
        assertEquals(1, rows.size(), query);
        return rows.getFirst().toList();
    }

    @Test
    void aBroadcastTableIsReadByEachTaskWhenItDoesNotFit() {
        String query = "select /*+ broadcast(n) */ count(*), sum(v) from range(0, 1800000) r join numbers n on r.id = n.k";
        assertTrue(session.sql(query).explainString(ExplainMode.SIMPLE).contains("broadcast"), query);
        assertEquals(List.of(ROWS, ROWS * (ROWS - 1) / 2), spilling("HashJoinExec", query));
    }

    @Test
    void bothSidesOfAJoinAreDivided() {
        assertEquals(List.of(ROWS + ROWS / 3 * 2, ROWS, ROWS), spilling("HashJoinExec", """
                select count(*), count(a.v), count(b.v)
                from numbers a full join (select k * 3 as k, v from numbers) b on a.k = b.k"""));
    }

    @Test
    void rowsOfOneKeyPassByInChunks() {
        assertEquals(List.of(3 * ROWS), spilling("HashJoinExec", """
                select /*+ broadcast(a) */ count(*) from (select v, 1 as one, cast(v as string) as s from numbers) a
                join (select id, 1 as one from range(3)) b on a.one = b.one and length(a.s) > b.id - 9"""));
    }

    @Test
    void aWindowOverAllRows() {
        assertEquals(List.of(ROWS * (ROWS + 1) / 2, ROWS - 1), spilling("WindowExec", """
                select sum(n), max(d) from
                (select row_number() over (order by v) as n, last_value(v) over (order by v rows between unbounded preceding and unbounded
                following) as d from numbers)"""));
    }

    @Test
    void listsOfManyGroups() {
        assertEquals(List.of(ROWS / 3, ROWS), spilling("HashAggregateExec", """
                select count(*), sum(size(l)) from
                (select v % 200000 as g, collect_list(cast(v as string)) as l from numbers group by g)"""));
    }

    @Test
    void aListThatDoesNotFitSaysWhoHoldsTheMemory() {
        EngineException refused = assertThrows(EngineException.class,
                () -> session.sql("select collect_list(concat('a rather long text for each row: ', v)) as l from numbers").collect());
        assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, refused.condition());
        assertTrue(refused.getMessage().contains("HashAggregateExec"), refused.getMessage());
    }
}
