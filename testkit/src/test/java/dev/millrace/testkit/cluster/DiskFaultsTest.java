package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Map outputs that lie on disk and are damaged there, and disks on which there is no room. */
@Timeout(60)
class DiskFaultsTest {

    private static final int MAP_TASKS = 12;
    private static final long ROWS = 300_000;
    private static final StageFaults FAULTS = new StageFaults();
    private static ProcessCluster cluster;
    private static List<Row> calm;

    @BeforeAll
    static void start() {
        cluster = ProcessCluster.builder().executors(2).setting("shuffle.storage", "disk").start();
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
    void flippedBitsAreFoundAndTheirTasksRunAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        assertMended(files -> DiskFaults.flipBits(files, random), "seed " + seed);
    }

    @Test
    void filesThatEndTooSoonAreMadeAgain() {
        assertMended(DiskFaults::truncate, "");
    }

    @Test
    void filesThatHaveGoneAreMadeAgain() {
        assertMended(DiskFaults::delete, "");
    }

    @Test
    void aFullDiskIsSaid() {
        try (ProcessCluster full = ProcessCluster.builder().executors(1).setting("shuffle.storage", "disk").fileLimit(150_000).start()) {
            EngineException error = assertThrows(EngineException.class, () -> query(full.session()).collect());
            assertEquals(ErrorKind.RESOURCES, error.kind(), error::getMessage);
            assertEquals(10L, full.session().range(10).count());
            assertTrue(full.executor(0).isAlive());
        }
    }

    /** Damages what the map stage has left in all files of one executor, before anybody has read it. */
    private static void assertMended(ToIntFunction<List<Path>> damage, String message) {
        AtomicInteger hit = new AtomicInteger();
        ExecutorHandle damaged = cluster.executor(0);
        FAULTS.arm(at -> at.tasks() == MAP_TASKS && at.complete(),
                () -> hit.set(damage.applyAsInt(damaged.files().stream().filter(file -> file.toString().endsWith(".arrows")).toList())));
        assertEquals(calm, query(cluster.session()).collect(), message);
        assertTrue(FAULTS.fired());
        assertTrue(hit.get() > 0, "no file was there");
        int again = FAULTS.again();
        assertTrue(again > 0 && again <= hit.get(), () -> again + " tasks ran again for " + hit + " files; " + message);
        assertTrue(damaged.isAlive());
    }

    private static DataFrame query(Session session) {
        return session.range(0, ROWS, 1, MAP_TASKS).repartition(7, col("id")).groupBy(pmod(col("id"), lit(97L)).as("zone"))
                .agg(count("*").as("rows"), sum("id").as("total")).orderBy("zone");
    }
}
