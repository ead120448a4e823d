package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.array_sort;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.collect_list;
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
import dev.millrace.driver.job.EventLogReader;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.TaskOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to executors costs time and nothing else; what cannot be mended is said in time. */
@Timeout(60)
class ExecutorFaultsTest {

    private static final int MAP_TASKS = 12;
    private static final long ROWS = 600_000;

    @TempDir
    static Path eventLog;

    private static ProcessCluster cluster;
    private static final StageFaults FAULTS = new StageFaults();

    @BeforeAll
    static void start() {
        cluster = ProcessCluster.builder().executors(3).proxies().setting("cluster.executor.timeout", "3s")
                .setting("eventlog.directory", eventLog.toString()).start();
        cluster.session().addListener(FAULTS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void mend() {
        FAULTS.disarm();
        cluster.heal();
        cluster.session().conf().set("cluster.executor.wait", "30s");
    }

    @Test
    void killDuringTheMapStage() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 2 && !at.complete(), cluster.executor(0)::kill);
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
    }

    @Test
    void killDuringTheReduceStage() {
        FAULTS.arm(at -> at.stage() > 0 && at.done() >= 1, cluster.executor(1)::kill);
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
    }

    @Test
    void killAfterTheMapStageOfAJoinRunsOnlyWhatIsLost() {
        ExecutorId gone = new ExecutorId(cluster.executor(2).awaitJoined());
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), cluster.executor(2)::kill);
        assertSameAsCalm(ExecutorFaultsTest::join);
        assertTrue(FAULTS.fired());
        List<JobEvent> events = eventsOfTheLastJob();
        Set<String> lost = new TreeSet<>();
        Set<String> again = new TreeSet<>();
        Set<String> done = new TreeSet<>();
        boolean killed = false;
        for (JobEvent event : events) {
            if (event instanceof JobEvent.ExecutorLost) {
                killed = true;
            } else if (event instanceof JobEvent.TaskEnded(var executor, var attempt, TaskOutcome.Succeeded _)) {
                String task = "stage " + attempt.stage().number() + " partition " + attempt.partition();
                if (!done.add(task)) {
                    again.add(task);
                }
                if (!killed && executor.equals(gone)) {
                    lost.add(task);
                }
            }
        }
        assertTrue(killed, "the loss is not in the event log");
        assertFalse(lost.isEmpty(), "the executor had no output");
        assertEquals(lost, again, "what ran again is not what was lost");
    }

    @Test
    void everyExecutorIsLostAndOneComesBack() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 3, () -> cluster.executors().forEach(ExecutorHandle::kill));
        FAULTS.whenNobodyIsThere(cluster.executor(1)::start);
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
    }

    @Test
    void everyExecutorIsLostForGood() {
        cluster.session().conf().set("cluster.executor.wait", "3s");
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 3, () -> cluster.executors().forEach(ExecutorHandle::kill));
        long start = System.nanoTime();
        EngineException error = assertThrows(EngineException.class, () -> totals(cluster.session()).collect());
        assertTrue(FAULTS.fired());
        assertEquals(ErrorCondition.NO_EXECUTOR, error.condition());
        assertTrue(error.getMessage().contains(cluster.address()), error::getMessage);
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "the failure came late");
    }

    @Test
    void aShortPauseIsNoLoss() {
        ExecutorHandle paused = cluster.executor(0);
        int joined = paused.joined();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 2, () -> {
            paused.pause();
            CompletableFuture.runAsync(paused::resume, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        });
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertEquals(joined, paused.joined(), "the executor had to join again");
    }

    @Test
    void aLongPauseIsALoss() {
        ExecutorHandle paused = cluster.executor(0);
        int joined = paused.joined();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 2, paused::pause);
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
        paused.resume();
        Await.until("the executor joins again", Duration.ofSeconds(20), () -> paused.joined() > joined);
        assertSameAsCalm(ExecutorFaultsTest::totals);
    }

    @Test
    void theConnectionToTheDriverIsCut() {
        ExecutorHandle cutOff = cluster.executor(2);
        TcpProxy proxy = cutOff.proxy().orElseThrow();
        int joined = cutOff.joined();
        int cuts = proxy.cuts();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 2, proxy::cut);
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
        assertTrue(proxy.cuts() > cuts, "no connection was open");
        proxy.heal();
        Await.until("the executor joins again", Duration.ofSeconds(20), () -> cutOff.joined() > joined);
    }

    @Test
    void aSlowConnectionIsOnlySlow() {
        TcpProxy proxy = cluster.executor(1).proxy().orElseThrow();
        int joined = cluster.executor(1).joined();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.done() >= 1, () -> proxy.delay(Duration.ofMillis(100)));
        assertSameAsCalm(ExecutorFaultsTest::totals);
        assertTrue(FAULTS.fired());
        assertEquals(joined, cluster.executor(1).joined(), "the executor had to join again");
    }

    @Test
    void repartitionUnderAKill() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), cluster.executor(0)::kill);
        assertSameAsCalm(session -> numbers(session).repartition(7).groupBy("zone").agg(count("*").as("rows"), sum("id").as("total"))
                .orderBy("zone"));
        assertTrue(FAULTS.fired());
    }

    @Test
    void collectListUnderAKill() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), cluster.executor(1)::kill);
        assertSameAsCalm(session -> numbers(session).filter(col("id").lt(lit(20_000L))).groupBy("zone")
                .agg(array_sort(collect_list(col("id"))).as("ids")).orderBy("zone"));
        assertTrue(FAULTS.fired());
    }

    /** Which rows a limit gives is free, but their number is not, and none comes twice. */
    @Test
    void limitUnderAKill() {
        FAULTS.arm(at -> at.done() >= 1, cluster.executor(0)::kill);
        List<Row> rows = numbers(cluster.session()).repartition(7).limit(1000).groupBy("id").agg(count("*").as("times")).collect();
        assertTrue(FAULTS.fired());
        assertEquals(1000, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.get(1).equals(1L)), "a row came twice");
    }

    /** A seed makes rand() the same again; what follows a kill is then the same answer, or an error that says why not. */
    @Test
    void randUnderAKill() {
        String sql = "SELECT pmod(id, 7) AS k, sum(cast(rand(42) * 1000 AS BIGINT)) AS total FROM range(0, 300000, 1, 12) "
                + "GROUP BY 1 ORDER BY 1";
        List<Row> calm = cluster.session().sql(sql).collect();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), cluster.executor(2)::kill);
        try {
            assertEquals(calm, cluster.session().sql(sql).collect());
        } catch (EngineException e) {
            assertTrue(e.kind() != ErrorKind.BUG, e::getMessage);
        }
        assertTrue(FAULTS.fired());
    }

    @Test
    void aPoisonedTaskFailsOnlyItsOwnJob() {
        CompletableFuture<List<Row>> other = CompletableFuture.supplyAsync(() -> totals(cluster.session()).collect());
        EngineException error = assertThrows(EngineException.class,
                () -> numbers(cluster.session()).select(lit(1).divide(col("id").minus(lit(ROWS - 1)))).collect());
        assertEquals(ErrorCondition.DIVIDE_BY_ZERO, error.condition());
        assertEquals(calm(ExecutorFaultsTest::totals), other.join());
        cluster.executors().forEach(executor -> assertTrue(executor.isAlive(), executor::toString));
    }

    private static List<JobEvent> eventsOfTheLastJob() {
        try (Stream<Path> files = Files.list(eventLog)) {
            Path log = files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
            List<JobEvent> events = EventLogReader.events(log);
            int last = 0;
            for (int i = 0; i < events.size(); i++) {
                last = events.get(i) instanceof JobEvent.JobSubmitted ? i : last;
            }
            return events.subList(last, events.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSameAsCalm(Function<Session, DataFrame> query) {
        assertEquals(calm(query), query.apply(cluster.session()).collect());
    }

    private static List<Row> calm(Function<Session, DataFrame> query) {
        try (Session session = Session.builder().master("local[2]").create()) {
            return query.apply(session).collect();
        }
    }

    private static DataFrame numbers(Session session) {
        return session.range(0, ROWS, 1, MAP_TASKS).withColumn("zone", pmod(col("id"), lit(97L)));
    }

    private static DataFrame totals(Session session) {
        return numbers(session).groupBy("zone").agg(count("*").as("rows"), sum("id").as("total")).orderBy("zone");
    }

    /** Both sides are too large to be sent to every task. */
    private static DataFrame join(Session session) {
        session.conf().set("join.broadcast.limit", "0");
        DataFrame right = session.range(0, ROWS / 2, 1, 6).select(col("id").multiply(lit(2L)).as("key"), col("id").as("value"));
        return numbers(session).join(right, col("id").equalTo(col("key"))).groupBy("zone")
                .agg(count("*").as("rows"), sum("value").as("total")).orderBy("zone");
    }
}
