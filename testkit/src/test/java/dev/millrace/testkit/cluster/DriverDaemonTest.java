package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.config.Config;
import dev.millrace.engine.DriverProcess;
import dev.millrace.engine.ExecutorDaemon;
import dev.millrace.engine.ExecutorProcess;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.ExplainMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a driver daemon: they plan, it runs. */
class DriverDaemonTest {

    private static final long DEADLINE_SECONDS = 20;
    private static DriverProcess driver;
    private static final List<ExecutorProcess> EXECUTORS = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        driver = DriverProcess.listen("127.0.0.1:0", Config.EMPTY);
        for (int i = 0; i < 2; i++) {
            EXECUTORS.add(ExecutorProcess.join(driver.address(), "127.0.0.1:0", 2, Config.EMPTY));
        }
    }

    @AfterAll
    static void stop() {
        EXECUTORS.forEach(ExecutorProcess::close);
        driver.close();
    }

    private static Session client() {
        return Session.builder().master("grpc://" + driver.address()).create();
    }

    private static void awaitNoJobs() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (driver.jobs() > 0) {
            assertTrue(System.nanoTime() < deadline, "jobs are left: " + driver.jobs());
            Thread.onSpinWait();
        }
    }

    private static DataFrame report(Session session) {
        DataFrame numbers = session.range(0, 200_000, 1, 12).withColumn("zone", pmod(col("id"), lit(97L)));
        DataFrame zones = session.range(90).select(col("id").as("zone_id"), col("id").multiply(lit(10L)).as("weight"));
        return numbers.join(zones, col("zone").equalTo(col("zone_id")), "left").groupBy("zone")
                .agg(count("*").as("rows"), sum("id").as("total"), sum("weight").as("weight")).orderBy("zone");
    }

    @Test
    void equalsTheLocalRun() {
        List<Row> expected;
        try (Session session = Session.builder().master("local[2]").create()) {
            expected = report(session).collect();
        }
        try (Session session = client()) {
            assertEquals(expected, report(session).collect());
            assertEquals(expected, report(session).collect());
        }
        awaitNoJobs();
    }

    @Test
    void rowsAreKeptBetweenQueries() {
        try (Session session = client()) {
            DataFrame kept = session.range(0, 50_000, 1, 4).groupBy(pmod(col("id"), lit(997L)).as("k")).agg(sum("id").as("s")).cache();
            List<Row> expected = kept.orderBy("k").collect();
            assertEquals(997, expected.size());
            assertEquals(expected, kept.orderBy("k").collect());
            String plan = kept.filter(col("k").lt(10)).explainString(ExplainMode.ANALYZE);
            assertTrue(plan.contains("CachedReadExec") && plan.contains("rows=10"), plan);
            assertTrue(driver.jobs() > 0, "the rows lie with the driver's executors");
            kept.unpersist();
            assertEquals(expected, kept.orderBy("k").collect());
            kept.cache().count();
        }
        awaitNoJobs();
    }

    @Test
    void severalClientsAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Row>>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(() -> {
                    try (Session session = client()) {
                        return report(session).collect();
                    }
                });
            }
            List<Future<List<Row>>> results = threads.invokeAll(clients, DEADLINE_SECONDS, TimeUnit.SECONDS);
            for (Future<List<Row>> result : results) {
                assertEquals(results.getFirst().get(), result.get());
            }
        }
        awaitNoJobs();
    }

    @Test
    void writesAreWholeAndReadAgain() {
        try (Session session = client()) {
            String path = folder.resolve("numbers").toString();
            session.range(0, 1000, 1, 3).write().parquet(path);
            assertEquals(1000L, session.read().parquet(path).count());
            DataFrame cached = session.read().parquet(path).filter(col("id").geq(lit(400L))).cache();
            assertEquals(600L, cached.count());
            assertEquals(600L, cached.count());
            DataFrame broken = session.range(10).select(lit(1).divide(col("id")).as("x"));
            assertThrows(EngineException.class, () -> broken.write().parquet(path + "2"));
            assertFalse(folder.resolve("numbers2").resolve("_SUCCESS").toFile().exists());
        }
        awaitNoJobs();
    }

    /** A total sort samples its input first: that is a job of its own. */
    @Test
    void sortsInOrder() {
        try (Session session = client()) {
            Iterator<Row> rows = session.range(0, 50_000, 1, 4).withColumn("key", pmod(col("id").multiply(lit(7919L)), lit(50_000L)))
                    .orderBy(col("key").desc()).select("key").toLocalIterator();
            for (long expected = 49_999; expected >= 0; expected--) {
                assertEquals(expected, rows.next().getLong(0));
            }
            assertFalse(rows.hasNext());
        }
        awaitNoJobs();
    }

    @Test
    void explainAnalyzeTellsWhatRan() {
        try (Session session = client()) {
            String text = report(session).explainString(ExplainMode.ANALYZE);
            assertTrue(text.contains("rows=200000"), text);
            assertTrue(text.contains("== Stage 0 =="), text);
        }
        awaitNoJobs();
    }

    @Test
    void errorsOfTheQueryComeBack() {
        try (Session session = client()) {
            DataFrame broken = session.range(100).select(lit(1).divide(col("id")));
            assertEquals(ErrorCondition.DIVIDE_BY_ZERO, assertThrows(EngineException.class, broken::collect).condition());
            assertEquals(97L, session.range(97).count());
        }
        awaitNoJobs();
    }

    /** Rows that nobody reads stay where they are, and go with the client. */
    @Test
    void aClientThatLeavesIsForgotten() {
        Session session = client();
        Iterator<Row> rows = session.range(0, 5_000_000, 1, 8).toLocalIterator();
        assertEquals(0L, rows.next().getLong(0));
        session.close();
        awaitNoJobs();
    }

    @Test
    void cancellingEndsOnlyTheClientsOwnQueries() throws Exception {
        try (Session mine = client(); Session theirs = client()) {
            try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                Future<Long> endless = threads.submit(() -> mine.range(0, Long.MAX_VALUE, 1, 2).filter(col("id").lt(lit(-1L))).count());
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
                while (driver.jobs() == 0) {
                    assertTrue(System.nanoTime() < deadline, "the query has not started");
                    Thread.onSpinWait();
                }
                theirs.cancelAll();
                assertEquals(10L, theirs.range(10).count());
                assertFalse(endless.isDone());
                mine.cancelAll();
                Exception ended = assertThrows(Exception.class, () -> endless.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
                assertEquals(ErrorCondition.QUERY_CANCELLED, ((EngineException) ended.getCause()).condition());
            }
        }
        awaitNoJobs();
    }

    /** What it holds is made elsewhere while it still serves; nobody's task fails for it. */
    @Test
    void anExecutorLeavesWithoutHarm() throws Exception {
        ExecutorProcess leaving = ExecutorProcess.join(driver.address(), "127.0.0.1:0", 2, Config.EMPTY);
        try (Session session = client(); ExecutorService threads = Executors.newSingleThreadExecutor()) {
            List<Row> expected = report(session).collect();
            Future<List<Row>> during = threads.submit(() -> {
                List<Row> rows = List.of();
                for (int i = 0; i < 3; i++) {
                    rows = report(session).collect();
                }
                return rows;
            });
            assertTrue(leaving.drain(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS)), "it was not let go");
            leaving.close();
            assertEquals(expected, during.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } finally {
            leaving.close();
        }
        awaitNoJobs();
    }

    /** The same executor works for one driver after the other at the same address. */
    @Test
    void anExecutorOutlivesItsDriver() throws Exception {
        DriverProcess first = DriverProcess.listen("127.0.0.1:0", Config.EMPTY);
        ExecutorDaemon executor = new ExecutorDaemon(first.address(), "127.0.0.1:0", 2, Config.EMPTY);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> running = threads.submit(() -> {
                executor.run();
                return null;
            });
            try (Session session = Session.builder().master("grpc://" + first.address()).create()) {
                assertEquals(100L, session.range(100).count());
            }
            first.close();
            try (DriverProcess second = DriverProcess.listen(first.address(), Config.EMPTY);
                    Session session = Session.builder().master("grpc://" + second.address()).create()) {
                assertEquals(200L, session.range(200).count());
                executor.stop();
                running.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void theDriversEndIsToldAtOnce() throws Exception {
        DriverProcess other = DriverProcess.listen("127.0.0.1:0", Config.EMPTY);
        try (ExecutorProcess executor = ExecutorProcess.join(other.address(), "127.0.0.1:0", 2, Config.EMPTY);
                Session session = Session.builder().master("grpc://" + other.address()).create();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Long> endless = threads.submit(() -> session.range(0, Long.MAX_VALUE, 1, 2).filter(col("id").lt(lit(-1L))).count());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (other.jobs() == 0) {
                assertTrue(System.nanoTime() < deadline, "the query has not started");
                Thread.onSpinWait();
            }
            other.close();
            Exception ended = assertThrows(Exception.class, () -> endless.get(5, TimeUnit.SECONDS));
            assertEquals(ErrorCondition.DRIVER_LOST, ((EngineException) ended.getCause()).condition());
            assertFalse(executor.id().name().isEmpty());
        } finally {
            other.close();
        }
    }
}
