package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryStatistics;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The same program gives the same rows in this process, on three executors, and on two of three that are left. */
class MiniClusterTest {

    @Test
    void equalsTheLocalRun() {
        List<Row> expected = local();
        try (MiniCluster cluster = MiniCluster.start(3)) {
            assertEquals(expected, report(cluster.session()).collect());
        }
    }

    @Test
    void losingAnExecutorOnlyCostsTime() {
        List<Row> expected = local();
        AtomicBoolean stopped = new AtomicBoolean();
        try (MiniCluster cluster = MiniCluster.start(3)) {
            cluster.session().addListener(new QueryListener() {
                @Override
                public void progress(String job, int stage, String description, int tasks, int done, long rowsRead) {
                    if (done > 0 && stopped.compareAndSet(false, true)) {
                        Thread.ofPlatform().start(() -> cluster.stop(1));
                    }
                }

                @Override
                public void waitingForExecutor(String job) {}

                @Override
                public void ended(String job, QueryStatistics statistics, boolean succeeded) {}
            });
            assertEquals(expected, report(cluster.session()).collect());
            assertEquals(true, stopped.get());
            assertEquals(expected, report(cluster.session()).collect());
        }
    }

    @Test
    void userErrorComesBackWithItsCondition() {
        try (MiniCluster cluster = MiniCluster.start(1)) {
            DataFrame broken = cluster.session().range(100).select(lit(1).divide(col("id")));
            EngineException error = assertThrows(EngineException.class, broken::collect);
            assertEquals(ErrorCondition.DIVIDE_BY_ZERO, error.condition());
        }
    }

    private static List<Row> local() {
        try (Session session = Session.builder().master("local[2]").create()) {
            return report(session).collect();
        }
    }

    private static DataFrame report(Session session) {
        DataFrame numbers = session.range(0, 200_000, 1, 12).withColumn("zone", pmod(col("id"), lit(97L)));
        DataFrame zones = session.range(90).select(col("id").as("zone_id"), col("id").multiply(lit(10L)).as("weight"));
        return numbers.join(zones, col("zone").equalTo(col("zone_id")), "left").groupBy("zone")
                .agg(count("*").as("rows"), sum("id").as("total"), sum("weight").as("weight")).orderBy("zone");
    }
}
