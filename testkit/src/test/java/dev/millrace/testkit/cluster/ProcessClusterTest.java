package dev.millrace.testkit.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster of processes promises to the tests that use it. */
class ProcessClusterTest {

    @Test
    void closingLeavesNoProcess() {
        List<JvmProcess> processes = new ArrayList<>();
        try (ProcessCluster cluster = ProcessCluster.builder().executors(2).start()) {
            cluster.executors().forEach(executor -> processes.add(executor.process()));
            assertEquals(45L, cluster.session().sql("SELECT sum(id) FROM range(10)").collect().getFirst().get(0));
            cluster.executor(0).pause();
            cluster.executor(1).kill();
            assertFalse(cluster.executor(1).isAlive());
            assertTrue(cluster.executor(0).isAlive());
            cluster.heal();
            cluster.executors().forEach(executor -> processes.add(executor.process()));
            assertEquals(45L, cluster.session().sql("SELECT sum(id) FROM range(10)").collect().getFirst().get(0));
        }
        assertEquals(4, processes.size());
        processes.forEach(process -> assertFalse(process.isAlive(), process::toString));
    }

    @Test
    void whatIsAwaitedInVainIsNamed() {
        AssertionError error = assertThrows(AssertionError.class, () -> Await.until("the moon", Duration.ofMillis(20), () -> false));
        assertTrue(error.getMessage().contains("the moon"), error::getMessage);
    }
}
