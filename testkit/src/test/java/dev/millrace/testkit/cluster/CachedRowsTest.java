package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.api.StorageLevel;
import dev.millrace.spi.ExplainMode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are kept on executors of their own: what goes with an executor is computed again, and nothing else. */
class CachedRowsTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void losingAnExecutorOnlyCostsTime(StorageLevel level) {
        try (MiniCluster cluster = MiniCluster.start(3)) {
            DataFrame kept = numbers(cluster.session()).persist(level);
            List<Row> expected = report(numbers(cluster.session()).filter(col("id").geq(0)));
            assertEquals(expected, report(kept));
            cluster.stop(1);
            assertEquals(expected, report(kept));
            cluster.stop(2);
            assertEquals(expected, report(kept));
            assertTrue(kept.explainString(ExplainMode.SIMPLE).contains("CachedReadExec"));
            kept.unpersist(true);
            assertEquals(expected, report(kept));
        }
    }

    private static DataFrame numbers(Session session) {
        return session.range(0, 60_000, 1, 6).groupBy(col("id").mod(20_000).as("id")).agg(count("*").as("times"));
    }

    private static List<Row> report(DataFrame frame) {
        return frame.groupBy(col("id").mod(9).as("k")).agg(sum("id").as("total"), sum("times").as("times")).orderBy("k").collect();
    }
}
