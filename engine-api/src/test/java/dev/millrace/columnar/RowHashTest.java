package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class RowHashTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void encodingDoesNotMatter(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = new Schema(random.schema(25, 2).fields().subList(random.random().nextInt(23), 25));
        int length = random.random().nextInt(120);
        Batch batch = random.batch(schema, length);
        long[] hashes = hashes(batch);
        assertArrayEquals(hashes, hashes(batch.dense()));
        List<Vector> copied = new ArrayList<>();
        List<Vector> flat = new ArrayList<>();
        for (Vector column : batch.dense().columns()) {
            copied.add(new VectorBuilderOf(column).built());
            flat.add(Flatten.flat(column));
        }
        assertArrayEquals(hashes, hashes(Batch.of(batch.rows(), copied)));
        assertArrayEquals(hashes, hashes(Batch.of(batch.rows(), flat)));
    }

    /** Few values, so that many rows are equal: rows have the same hash exactly when they are the same. */
    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void equalRowsAndOnlyThoseAreEqual(long seed) {
        RandomVectors random = new RandomVectors(seed);
        DataType type = random.type(2);
        Vector few = random.vector(type, 12);
        Vector column = Gather.rows(few, random.rows(12, 100), 100);
        Vector other = Gather.rows(random.vector(DataType.BOOLEAN, 2), random.rows(2, 100), 100);
        long[] hashes = hashes(Batch.of(100, column, other));
        Map<List<@Nullable Object>, Long> byRow = new HashMap<>();
        for (int row = 0; row < 100; row++) {
            List<@Nullable Object> key =
                    Arrays.asList(positiveZero(RandomVectors.comparable(Values.get(column, row))), Values.get(other, row));
            Long before = byRow.putIfAbsent(key, hashes[row]);
            assertEquals(before == null ? hashes[row] : before, hashes[row]);
        }
        assertEquals(byRow.size(), new HashSet<>(byRow.values()).size());
    }

    private static @Nullable Object positiveZero(@Nullable Object value) {
        return switch (value) {
            case Double number -> number + 0.0;
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(positiveZero(element)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, mapped) -> copy.put(positiveZero(key), positiveZero(mapped)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    @Test
    void zerosAndNaNsAreEqual() {
        double otherNaN = Double.longBitsToDouble(0x7ff8_dead_beef_0001L);
        long[] hashes = hashes(Batch.of(4, new DoubleVector(DataType.DOUBLE, new double[] {0.0, -0.0, Double.NaN, otherNaN}, 4, null)));
        assertEquals(hashes[0], hashes[1]);
        assertEquals(hashes[2], hashes[3]);
        assertNotEquals(hashes[0], hashes[2]);
    }

    @Test
    void orderOfColumnsAndPlaceOfNullsCount() {
        Vector one = VectorBuilderOf.values(DataType.INT, 1);
        Vector two = VectorBuilderOf.values(DataType.INT, 2);
        Vector none = VectorBuilderOf.values(DataType.INT, (Object) null);
        Set<Long> seen = new HashSet<>();
        for (Vector[] row : new Vector[][] {{one, two}, {two, one}, {one, none}, {none, one}, {none, none}, {none}, {one}, {}}) {
            assertTrue(seen.add(hashes(Batch.of(1, row))[0]));
        }
    }

    @Test
    void mapsAreEqualInAnyOrder() {
        DataType type = DataType.map(DataType.STRING, DataType.INT);
        Map<String, Integer> forward = new LinkedHashMap<>();
        forward.put("a", 1);
        forward.put("b", 2);
        Map<String, Integer> backward = new LinkedHashMap<>();
        backward.put("b", 2);
        backward.put("a", 1);
        Map<String, Integer> crossed = new LinkedHashMap<>();
        crossed.put("a", 2);
        crossed.put("b", 1);
        long[] hashes = hashes(Batch.of(3, VectorBuilderOf.values(type, forward, backward, crossed)));
        assertEquals(hashes[0], hashes[1]);
        assertNotEquals(hashes[0], hashes[2]);
    }

    @Test
    void aDictionaryIsHashedOnceAndStillRight() {
        RandomVectors random = new RandomVectors(7);
        DictionaryVector first = (DictionaryVector) random.dictionary(DataType.STRING, 50, null);
        DictionaryVector second = (DictionaryVector) random.dictionary(DataType.STRING, 50, random.validity(50));
        RowHash hash = new RowHash();
        for (DictionaryVector vector : List.of(first, second, second, first)) {
            long[] hashes = new long[50];
            hash.rows(List.of(vector), 50, null, hashes);
            assertArrayEquals(hashes(Batch.of(50, Flatten.flat(vector))), hashes);
        }
    }

    /** Files and processes of another day must agree, so these numbers never change. */
    @Test
    void isTheSameInEveryProcess() {
        Vector number = VectorBuilderOf.values(DataType.BIGINT, 42L, null);
        Vector text = VectorBuilderOf.values(DataType.STRING, "the quick brown fox", "");
        assertEquals(LongStream.of(GOLDEN).boxed().toList(), LongStream.of(hashes(Batch.of(2, number, text))).boxed().toList());
    }

    private static final long[] GOLDEN = {-3026392194782206087L, -5694748690400466743L};

    @Test
    void everyLengthOfTextAndEveryByteCounts() {
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length < 70; length++) {
            byte[] text = new byte[length];
            assertTrue(seen.add(ofBytes(text)));
            for (int i = 0; i < length; i++) {
                text[i] = 1;
                assertTrue(seen.add(ofBytes(text)), "byte " + i + " of " + length);
                text[i] = 0;
            }
        }
    }

    private static long ofBytes(byte[] text) {
        return hashes(Batch.of(1, new BytesVector(DataType.BINARY, text, new int[] {0}, new int[] {text.length}, 1, null)))[0];
    }

    /** Regular keys spread over partitions, and within one of them over the slots of a table. */
    @Test
    void spreadsRegularKeys() {
        int count = 1 << 16;
        for (long step : new long[] {1, 4, 1000, 1L << 20, 1L << 32, 1L << 48}) {
            long[] keys = new long[count];
            Arrays.setAll(keys, i -> i * step);
            long[] hashes = hashes(Batch.of(count, new LongVector(DataType.BIGINT, keys, count, null)));
            List<Integer> partitions = new ArrayList<>(Collections.nCopies(13, 0));
            Set<Long> slots = new HashSet<>();
            for (long hash : hashes) {
                int partition = RowHash.partition(hash, 13);
                partitions.set(partition, partitions.get(partition) + 1);
                if (partition == 5) {
                    slots.add(hash & 0xffff);
                }
            }
            int fair = count / 13;
            partitions.forEach(rows -> assertTrue(Math.abs(rows - fair) < fair / 10, step + ": " + partitions));
            // 5041 random ones hit 4853 of the 65536 slots on average.
            assertTrue(slots.size() > 4700, step + ": " + slots.size());
        }
    }

    @Test
    void partitionsAreInRange() {
        for (int partitions : new int[] {1, 2, 7, 200, Integer.MAX_VALUE}) {
            assertEquals(0, RowHash.partition(0, partitions));
            assertEquals(partitions - 1, RowHash.partition(-1, partitions));
        }
    }

    private static long[] hashes(Batch batch) {
        long[] out = new long[batch.rows()];
        RowHash.hash(batch.columns(), batch.length(), batch.selection(), out);
        return out;
    }
}
