package dev.millrace.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.memory.MemoryPool;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules in simulated time. {@code dev/simulate} runs as many as one likes. */
class SimulationTest {

    private static final int SEEDS = 200;

    private final MemoryPool memory = MemoryPool.root("simulation", 1L << 28);

    @AfterEach
    void memoryIsFree() {
        memory.close();
    }

    private Map<String, Integer> runAll(long from) {
        Map<String, Integer> fired = new TreeMap<>();
        for (long seed = from; seed < from + SEEDS; seed++) {
            Simulation.Result result = Simulation.run(seed, Simulation.Parts.real(), memory, false);
            if (!result.broken().isEmpty()) {
                Simulation.Result replayed = Simulation.run(seed, Simulation.Parts.real(), memory, true);
                throw new AssertionError("seed " + seed + ": " + result.broken() + "\n" + String.join("\n", replayed.trace()));
            }
            result.fired().forEach((kind, count) -> fired.merge(kind, count, Integer::sum));
        }
        return fired;
    }

    @Test
    void nothingBreaksAndEveryFaultHasFired() {
        Map<String, Integer> fired = runAll(1);
        for (Faults.Kind kind : EnumSet.allOf(Faults.Kind.class)) {
            assertTrue(fired.get(kind.name()) > 0, kind + " has not fired: " + fired);
        }
    }

    @Test
    void nothingBreaksInNewRuns() {
        long from = System.nanoTime() >>> 8;
        System.out.println("simulated seeds from " + from);
        assertTrue(runAll(from).values().stream().mapToInt(Integer::intValue).sum() > SEEDS);
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        for (long seed = 500; seed < 510; seed++) {
            Simulation.Result first = Simulation.run(seed, Simulation.Parts.real(), memory, true);
            Simulation.Result second = Simulation.run(seed, Simulation.Parts.real(), memory, true);
            assertEquals(first.trace(), second.trace());
            assertEquals(first, second);
            assertTrue(first.trace().size() > 10);
        }
    }
}
