package dev.millrace.executor.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.millrace.memory.MemoryPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Every key gives its rows in ascending order, every other number none. */
    private void verify(int rows, long spacing, int domain, double unusableShare, Class<? extends KeyIndex> form) {
        long base = random.nextLong(2_000_000) - 1_000_000;
        long[] keys = new long[rows];
        long[] usable = new long[rows + 63 >> 6];
        Map<Long, List<Integer>> expected = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            keys[row] = base + spacing * random.nextInt(domain);
            if (random.nextDouble() >= unusableShare) {
                usable[row >> 6] |= 1L << row;
                expected.computeIfAbsent(keys[row], _ -> new ArrayList<>()).add(row);
            }
        }
        long[] probes = new long[4 * rows + 8];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = i < rows ? keys[i] : base - spacing + random.nextLong(spacing * domain + 2 * spacing);
        }
        probes[rows] = Long.MIN_VALUE;
        probes[rows + 1] = Long.MAX_VALUE;
        probes[rows + 2] = -1;
        try (MemoryPool memory = MemoryPool.root("test", 1L << 28)) {
            KeyIndex index = KeyIndex.build(keys, rows, unusableShare == 0 ? null : usable, true, memory);
            assertInstanceOf(form, index, () -> "seed " + seed);
            int[] found = new int[probes.length];
            index.find(probes, probes.length, found);
            int[] next = index.next();
            for (int i = 0; i < probes.length; i++) {
                List<Integer> chain = new ArrayList<>();
                for (int row = found[i]; row >= 0; row = next == null ? -1 : next[row]) {
                    chain.add(row);
                }
                long probe = probes[i];
                assertEquals(expected.getOrDefault(probe, List.of()), chain, () -> "key " + probe + ", seed " + seed);
            }
            memory.release(memory.used());
        }
    }

    @Test
    void keysThatAreClose() {
        verify(5_000, 1, 6_000, 0, KeyIndex.Direct.class);
        verify(5_000, 1, 3_000, 0.2, KeyIndex.Direct.class);
        verify(3, 1, 3_000, 0, KeyIndex.Direct.class);
    }

    @Test
    void keysThatLieApart() {
        verify(90_000, 4, 80_000, 0, KeyIndex.Ranked.class);
        verify(20_000, 30, 15_000, 0.2, KeyIndex.Ranked.class);
        verify(5_000, 63, 4_900, 0, KeyIndex.Ranked.class);
    }

    @Test
    void keysThatLieAnywhere() {
        verify(5_000, 1_000_003, 6_000, 0, KeyIndex.Hashed.class);
        verify(5_000, 1L << 40, 2_000, 0.2, KeyIndex.Hashed.class);
        verify(0, 5, 1, 0, KeyIndex.Hashed.class);
    }
}
