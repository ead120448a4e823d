package dev.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.spi.ExplainMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred rows joined with many: whatever way the planner takes to spare work, the rows are those that were asked for. */
class JoinStrategiesTest {

    private static final int FEW = 100;
    private static final int MANY = 300_000;
    private static final int KEYS = 50_000;

    private static Session session;

    /** {@code few(f, m)} with f = 613 i, m = i % 7; {@code many(k, v)} with k = i % 50000, v = i % 7. */
    @BeforeAll
    static void open() {
        session = Session.builder().master("local[2]").create();
        session.range(FEW).selectExpr("id * 613 as f", "id % 7 as m").createOrReplaceTempView("few");
        session.range(MANY).selectExpr("id % " + KEYS + " as k", "id % 7 as v").createOrReplaceTempView("many");
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void theFewThatHavePartners() {
        String query = "select f from few where exists (select * from many where k = f and v < m)";
        assertReduced(query);
        assertEquals(keys(f -> partners(f, f / 613 % 7) > 0), longs(query));
    }

    @Test
    void theFewThatHaveNone() {
        String query = "select f from few where not exists (select * from many where k = f and v < m)";
        assertReduced(query);
        assertEquals(keys(f -> partners(f, f / 613 % 7) == 0), longs(query));
    }

    @Test
    void theFewWithOrWithoutPartners() {
        List<Long> expected = new ArrayList<>();
        for (long f = 0; f < FEW * 613; f += 613) {
            expected.add(partners(f, 7));
        }
        assertEquals(expected, longs("select count(k) as n from few left join many on f = k group by f order by f"));
    }

    @Test
    void onlyGroupsThatAreAskedForAreMade() {
        String query = "select f from few, (select k, sum(v) as s from many group by k) where f = k and s > m * 3";
        assertTrue(session.sql(query).explainString(ExplainMode.SIMPLE).contains("SEMI"), query);
        assertEquals(keys(f -> sum(f) > f / 613 % 7 * 3 && partners(f, 7) > 0), longs(query));
    }

    @Test
    void aggregatesOverTheJoin() {
        String query = "select m, count(v) from few join many on f = k group by m order by m";
        List<Long> expected = new ArrayList<>();
        for (long m = 0; m < 7; m++) {
            long wanted = m;
            expected.add(keys(f -> f / 613 % 7 == wanted).stream().mapToLong(f -> partners(f, 7)).sum());
        }
        List<Long> counts = new ArrayList<>();
        for (Row row : session.sql(query).collect()) {
            counts.add((Long) row.get(1));
        }
        assertEquals(expected, counts);
    }

    private static void assertReduced(String query) {
        String plan = session.sql(query).explainString(ExplainMode.SIMPLE);
        assertTrue(plan.contains("key0"), plan);
    }

    private static List<Long> keys(LongPredicate wanted) {
        List<Long> keys = new ArrayList<>();
        for (long f = 0; f < FEW * 613; f += 613) {
            if (wanted.test(f)) {
                keys.add(f);
            }
        }
        return keys;
    }

    private static long partners(long key, long below) {
        long count = 0;
        for (long id = key; key < KEYS && id < MANY; id += KEYS) {
            count += id % 7 < below ? 1 : 0;
        }
        return count;
    }

    private static long sum(long key) {
        long sum = 0;
        for (long id = key; key < KEYS && id < MANY; id += KEYS) {
            sum += id % 7;
        }
        return sum;
    }

    private static List<Long> longs(String query) {
        List<Long> values = new ArrayList<>();
        for (Row row : session.sql(query).collect()) {
            values.add((Long) row.get(0));
        }
        return query.contains("order by") ? values : values.stream().sorted().toList();
    }
}
