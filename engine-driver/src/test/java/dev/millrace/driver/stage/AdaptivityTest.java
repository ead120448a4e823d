package dev.millrace.driver.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptivityTest {

    @Test
    void neighboursAreReadTogetherUpToTheTarget() {
        assertEquals(List.of(Portion.of(0, 3), Portion.of(3, 4), Portion.of(4, 6)),
                new Adaptivity(100, 1, Set.of()).portions(Map.of(0, List.of(output(0, 40, 30, 30, 90, 50, 50))), 6));
    }

    @Test
    void theSlotsAllGetATask() {
        List<Portion> portions = new Adaptivity(1000, 4, Set.of()).portions(Map.of(0, List.of(output(0, 1, 1, 1, 1, 1, 1, 1, 90))), 8);
        assertTrue(portions.size() >= 4, portions::toString);
        assertEquals(3, new Adaptivity(1000, 8, Set.of()).portions(Map.of(0, List.of(output(0, 1, 1, 1))), 3).size());
    }

    @Test
    void aSkewedPartitionIsReadInParts() {
        List<MapOutput> large = List.of(output(0, 10, 500, 10), output(1, 10, 500, 10), output(2, 10, 500, 10), output(3, 10, 500, 10));
        List<MapOutput> other = List.of(output(0, 10, 10, 10));
        List<Portion> portions = new Adaptivity(100, 2, Set.of(0, 1)).portions(Map.of(0, large, 1, other), 3);
        assertEquals(List.of(Portion.of(0, 1), new Portion(1, 2, 0, 0, 2), new Portion(1, 2, 0, 2, 4), Portion.of(2, 3)), portions);
        assertEquals(List.of(large.get(2), large.get(3)), portions.get(2).of(0, large).outputs());
        assertEquals(other, portions.get(2).of(1, other).outputs());
        assertTrue(new Adaptivity(100, 2, Set.of(1)).portions(Map.of(0, large, 1, other), 3).stream()
                .allMatch(portion -> portion.split() == Portion.WHOLE));
    }

    /** Whatever the sizes: each partition of each output is read once, but for the other side of a split. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everythingIsReadOnce(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int partitions = 1 + random.nextInt(20);
            Map<Integer, List<MapOutput>> outputs = new HashMap<>();
            for (int parent = 0; parent <= random.nextInt(2); parent++) {
                List<MapOutput> all = new ArrayList<>();
                for (int output = 0; output <= random.nextInt(6); output++) {
                    long[] sizes = new long[partitions];
                    for (int partition = 0; partition < partitions; partition++) {
                        sizes[partition] = random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(100);
                    }
                    all.add(output(output, sizes));
                }
                outputs.put(parent, all);
            }
            int least = 1 + random.nextInt(6);
            List<Portion> portions = new Adaptivity(1 + random.nextInt(2000), least, random.nextBoolean() ? Set.of(0, 1) : Set.of())
                    .portions(outputs, partitions);
            assertTrue(portions.size() >= Math.min(least, partitions), "seed " + seed);
            int next = 0;
            Map<Integer, int[]> read = new HashMap<>();
            for (Portion portion : portions) {
                assertTrue(portion.first() <= next && portion.end() > portion.first(), "seed " + seed + " " + portions);
                next = Math.max(next, portion.end());
                if (portion.split() != Portion.WHOLE) {
                    int[] taken = read.computeIfAbsent(portion.first(), _ -> new int[1]);
                    assertEquals(taken[0], portion.firstOutput(), "seed " + seed);
                    assertTrue(portion.endOutput() > portion.firstOutput(), "seed " + seed);
                    taken[0] = portion.endOutput();
                    if (taken[0] == outputs.get(portion.split()).size()) {
                        taken[0] = 0;
                    }
                } else {
                    assertTrue(Collections.disjoint(read.keySet(), range(portion)), "seed " + seed);
                }
            }
            assertEquals(partitions, next, "seed " + seed);
            read.forEach((partition, taken) -> assertEquals(0, taken[0], "seed " + seed + " partition " + partition));
        }
    }

    private static List<Integer> range(Portion portion) {
        List<Integer> partitions = new ArrayList<>();
        for (int partition = portion.first(); partition < portion.end(); partition++) {
            partitions.add(partition);
        }
        return partitions;
    }

    private static MapOutput output(int partition, long... bytes) {
        List<Long> sizes = new ArrayList<>();
        for (long size : bytes) {
            sizes.add(size);
        }
        return new MapOutput(new TaskAttemptId(new StageId(new JobId("", 1), 0), partition, 0), ExecutorId.LOCAL, sizes, sizes, 0);
    }
}
