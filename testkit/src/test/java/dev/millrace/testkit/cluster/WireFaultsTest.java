package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections over which executors fetch each other's blocks: damaged, cut and slow. */
@Timeout(60)
class WireFaultsTest {

    private static final int MAP_TASKS = 6;
    private static final long ROWS = 300_000;
    private static final int SMALLEST_PIECE = 8192;
    private static final StageFaults FAULTS = new StageFaults();
    private static ProcessCluster cluster;
    private static List<Row> calm;

    @BeforeAll
    static void start() {
        cluster = ProcessCluster.builder().executors(2).proxies().setting("shuffle.fetch.wait", "5s").start();
        cluster.session().addListener(FAULTS);
        try (Session session = Session.builder().master("local[2]").create()) {
            calm = query(session).collect();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void mend() {
        FAULTS.disarm();
        cluster.renew();
    }

    @Test
    void blocksGoThroughTheProxies() {
        long before = bytes();
        assertEquals(calm, query(cluster.session()).collect());
        assertTrue(bytes() - before > ROWS, "the proxies have seen " + (bytes() - before) + " bytes");
    }

    @Test
    void flippedBitsAreFound() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), () -> proxies().forEach(proxy -> proxy.corrupt(2, SMALLEST_PIECE)));
        assertEquals(calm, query(cluster.session()).collect());
        assertTrue(FAULTS.fired());
        assertTrue(proxies().stream().mapToInt(TcpProxy::flips).sum() > 0, "no bit was flipped");
        cluster.executors().forEach(executor -> assertTrue(executor.isAlive(), executor::toString));
    }

    @Test
    void connectionsThatBreakAreMadeAgain() {
        assertEquals(calm, query(cluster.session()).collect(), "which opens the connections");
        int before = proxies().stream().mapToInt(TcpProxy::cuts).sum();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), () -> proxies().forEach(TcpProxy::breakConnections));
        assertEquals(calm, query(cluster.session()).collect());
        assertEquals(calm, query(cluster.session()).collect());
        assertTrue(FAULTS.fired());
        assertTrue(proxies().stream().mapToInt(TcpProxy::cuts).sum() > before, "no connection was open");
    }

    /** The driver hears the executor, others do not reach its blocks: the answer is right, or says what cannot be reached. */
    @Test
    void blocksThatNobodyReaches() {
        TcpProxy proxy = proxies().getFirst();
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), proxy::cut);
        try {
            assertEquals(calm, query(cluster.session()).collect());
        } catch (EngineException e) {
            assertTrue(e.kind() == ErrorKind.LOST_BLOCK || e.kind() == ErrorKind.TRANSIENT, e::getMessage);
        }
        assertTrue(FAULTS.fired());
        proxy.heal();
        assertEquals(calm, query(cluster.session()).collect());
    }

    @Test
    void aSlowConnectionIsOnlySlow() {
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(), () -> proxies().forEach(proxy -> proxy.delay(Duration.ofMillis(20))));
        assertEquals(calm, query(cluster.session()).collect());
        assertTrue(FAULTS.fired());
        assertEquals(0, FAULTS.again());
    }

    private static List<TcpProxy> proxies() {
        return cluster.executors().stream().map(executor -> executor.blockProxy().orElseThrow()).toList();
    }

    private static long bytes() {
        return proxies().stream().mapToLong(TcpProxy::bytes).sum();
    }

    /** Nearly as many groups as rows, so that all of them cross the wire. */
    private static DataFrame query(Session session) {
        return session.range(0, ROWS, 1, MAP_TASKS).groupBy(pmod(col("id").multiply(lit(7919L)), lit(ROWS - 7)).as("key"))
                .agg(count("*").as("times"), sum("id").as("sum")).groupBy(pmod(col("key"), lit(97L)).as("zone"))
                .agg(sum("times").as("rows"), sum("sum").as("total")).orderBy("zone");
    }
}
