package dev.millrace.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers are small shell scripts here: what they do is nothing to their keeper. */
@Timeout(30)
class WorkerKeeperTest {

    @TempDir
    Path folder;

    private WorkerKeeper keeper(String script, long stopMillis) {
        return new WorkerKeeper("test", List.of("sh", "-c", script), stopMillis);
    }

    private void awaitLine(Path file) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || Files.size(file) == 0) {
            assertTrue(System.nanoTime() < deadline, "the worker has not started");
            Thread.onSpinWait();
        }
    }

    @Test
    void anEndThatIsMeantIsPassedOn() throws InterruptedException {
        assertEquals(0, keeper("exit 64", 1000).run());
        assertEquals(1, keeper("exit 65", 1000).run());
        assertEquals(3, keeper("exit 67", 1000).run());
    }

    @Test
    void aWorkerThatDiesIsStartedAgain() throws InterruptedException, IOException {
        Path lives = folder.resolve("lives");
        String script = "echo life >> " + lives + "; [ $(wc -l < " + lives + ") -ge 3 ] && exit 66; kill -9 $$";
        assertEquals(2, keeper(script, 1000).run());
        assertEquals(3, Files.readAllLines(lives).size());
    }

    @Test
    void aWorkerMayEndInItsOwnWay() throws Exception {
        Path told = folder.resolve("told");
        Path ready = folder.resolve("ready");
        WorkerKeeper keeper =
                keeper("trap 'echo bye > " + told + "; exit 0' TERM; echo up > " + ready + "; while :; do read x || :; done", 20_000);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> ended = threads.submit(keeper::run);
            awaitLine(ready);
            keeper.stop();
            assertEquals(0, ended.get(20, TimeUnit.SECONDS));
        }
        assertEquals(List.of("bye"), Files.readAllLines(told));
    }

    @Test
    void aWorkerThatDoesNotEndIsKilled() throws Exception {
        Path ready = folder.resolve("ready");
        WorkerKeeper keeper = keeper("trap '' TERM; echo up > " + ready + "; while :; do read x || :; done", 100);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> ended = threads.submit(keeper::run);
            awaitLine(ready);
            keeper.stop();
            assertEquals(0, ended.get(20, TimeUnit.SECONDS));
        }
    }
}
