package dev.millrace.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.memory.MemoryPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules in simulated time. {@code dev/simulate} runs as many as one likes. */
class SimulationTest {

    private final MemoryPool memory = MemoryPool.root("simulation", 1L << 28);

    @AfterEach
    void memoryIsFree() {
        memory.close();
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
