package dev.millrace.testkit.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import dev.millrace.config.Config;
import dev.millrace.engine.DriverProcess;
import dev.millrace.engine.ExecutorProcess;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is gone, clients that are gone, and strangers at the door. */
@Timeout(60)
class DriverFaultsTest {

    private static final List<String> SMALL_JVM = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String ENDLESS = "SELECT count(*) FROM range(0, 9000000000000000000, 1, 4) WHERE id < -1";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static ProcessCluster cluster;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        cluster = ProcessCluster.builder().executors(2).daemon().start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aKilledDriverIsToldToItsClientsAndExecutorsJoinTheNext() throws Exception {
        StageFaults running = new StageFaults();
        try (Session client = cluster.connect()) {
            client.addListener(running);
            CompletableFuture<Long> endless = CompletableFuture.supplyAsync(() -> endless(client).count());
            Await.until("the query runs", SOON, () -> !running.stages().isEmpty());
            cluster.driver().kill();
            long killed = System.nanoTime();
            ExecutionException error = assertThrows(ExecutionException.class, () -> endless.get(20, TimeUnit.SECONDS));
            assertEquals(ErrorCondition.DRIVER_LOST, assertInstanceOf(EngineException.class, error.getCause()).condition());
            assertTrue(System.nanoTime() - killed < TimeUnit.SECONDS.toNanos(5), "the client was told late");
        }
        cluster.restartDriver();
        cluster.executors().forEach(executor -> assertTrue(executor.isAlive(), executor::toString));
        try (Session client = cluster.connect()) {
            assertEquals(1000L, client.range(0, 1000, 1, 4).repartition(3).count());
        }
    }

    @Test
    void aPausedDriverIsToldToItsClients() throws Exception {
        StageFaults running = new StageFaults();
        try (Session client = cluster.connect()) {
            client.addListener(running);
            CompletableFuture<Long> endless = CompletableFuture.supplyAsync(() -> endless(client).count());
            Await.until("the query runs", SOON, () -> !running.stages().isEmpty());
            cluster.driver().pause();
            long paused = System.nanoTime();
            try {
                ExecutionException error = assertThrows(ExecutionException.class, () -> endless.get(20, TimeUnit.SECONDS));
                assertEquals(ErrorCondition.DRIVER_LOST, assertInstanceOf(EngineException.class, error.getCause()).condition());
                assertTrue(System.nanoTime() - paused < TimeUnit.SECONDS.toNanos(5), "the client was told late");
            } finally {
                cluster.driver().resume();
            }
        }
        try (Session client = cluster.connect()) {
            assertEquals(1000L, client.range(0, 1000, 1, 4).repartition(3).count());
        }
    }

    /** The driver is in this process, so that its jobs can be counted. */
    @Test
    void jobsOfAClientThatIsKilledAreFreed() {
        try (DriverProcess driver = DriverProcess.listen("127.0.0.1:0", Config.EMPTY);
                ExecutorProcess executor = ExecutorProcess.join(driver.address(), "127.0.0.1:0", 2, Config.EMPTY);
                JvmProcess client = JvmProcess.start("client", List.of(), SMALL_JVM, Map.of(), ClientMain.class.getName(),
                        List.of("grpc://" + driver.address(), ENDLESS))) {
            client.awaitLine(ClientMain.CONNECTED::equals, SOON);
            Await.until("the query runs on " + executor.id(), SOON, () -> driver.jobs() == 1);
            client.kill();
            Await.until("the job has gone", Duration.ofSeconds(10), () -> driver.jobs() == 0);
            try (Session other = Session.builder().master("grpc://" + driver.address()).create()) {
                assertEquals(10L, other.range(10).count());
            }
        }
    }

    /** A pause is noticed by silence alone: the connection stays open. */
    @Test
    void jobsOfAClientThatStandsStillAreFreed() {
        try (DriverProcess driver = DriverProcess.listen("127.0.0.1:0", Config.EMPTY);
                ExecutorProcess executor = ExecutorProcess.join(driver.address(), "127.0.0.1:0", 2, Config.EMPTY);
                JvmProcess client = JvmProcess.start("client", List.of(), SMALL_JVM, Map.of(), ClientMain.class.getName(),
                        List.of("grpc://" + driver.address(), ENDLESS))) {
            client.awaitLine(ClientMain.CONNECTED::equals, SOON);
            Await.until("the query runs on " + executor.id(), SOON, () -> driver.jobs() == 1);
            client.pause();
            Await.until("the job has gone", Duration.ofSeconds(10), () -> driver.jobs() == 0);
            assertTrue(client.isAlive());
        }
    }

    @Test
    void garbageAtTheDriversPortDisturbsNobody() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Session client = cluster.connect()) {
            CompletableFuture<Long> count = CompletableFuture.supplyAsync(
                    () -> client.range(0, 3_000_000, 1, 6).repartition(5).filter(col("id").geq(lit(0L))).count());
            for (int i = 0; i < 20; i++) {
                byte[] garbage = new byte[1 + random.nextInt(5000)];
                random.nextBytes(garbage);
                byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                assertRefused(i % 2 == 0 ? garbage : concat(preface, garbage), "seed " + seed);
            }
            assertEquals(3_000_000L, count.join());
        }
        assertTrue(cluster.driver().isAlive());
        assertFalse(cluster.driver().output().contains("Exception"), cluster.driver()::output);
    }

    @Test
    void executorsAndClientsWithAnotherSecretAreRefused() {
        Map<String, String> otherState = Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
        try (JvmProcess executor = JvmProcess.start("stranger", List.of(), SMALL_JVM, otherState, ExecutorMain.class.getName(),
                List.of(cluster.address(), "127.0.0.1:0", "1"));
                JvmProcess client = JvmProcess.start("stranger", List.of(), SMALL_JVM, otherState, ClientMain.class.getName(),
                        List.of("grpc://" + cluster.address(), "SELECT 1"))) {
            assertTrue(executor.awaitExit(SOON) > 0);
            assertTrue(executor.output().contains(ErrorCondition.CONNECTION_REFUSED.name()), executor::output);
            assertTrue(client.awaitExit(SOON) > 0);
            assertTrue(client.output().contains(ErrorCondition.CONNECTION_REFUSED.name()), client::output);
        }
        try (Session client = cluster.connect()) {
            assertEquals(10L, client.range(10).count());
        }
    }

    private static DataFrame endless(Session session) {
        return session.range(0, Long.MAX_VALUE, 1, 4).filter(col("id").lt(lit(-1L)));
    }

    /** The port takes the bytes and closes, or answers with bytes of its own and closes; it never waits for more for ever. */
    private static void assertRefused(byte[] bytes, String message) throws IOException {
        int colon = cluster.address().lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(cluster.address().substring(0, colon),
                    Integer.parseInt(cluster.address().substring(colon + 1))), 5000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            assertTrue(answer.readAllBytes().length < 10_000, message);
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("pipe"), () -> message + ": " + e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
