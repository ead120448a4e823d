package dev.millrace.shuffle.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShuffleWriterTest {

    private static final Schema SCHEMA =
            Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING), Field.of("x", DataType.DOUBLE));
    private static final Expr NAME = new InputRef(1, DataType.STRING, true, "name");
    private static final Expr ID = new InputRef(0, DataType.BIGINT, true, "id");

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final MemoryPool root = MemoryPool.root("test", 256 << 20);
    private BlockStore store;
    private int attempts;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        store = new BlockStore(ExecutorId.LOCAL, root, folder);
    }

    @AfterEach
    void nothingIsHeld() {
        store.close();
        root.close();
    }

    private static Batch rows(int count, Random random) {
        VectorBuilder ids = VectorBuilder.of(DataType.BIGINT, count);
        VectorBuilder names = VectorBuilder.of(DataType.STRING, count);
        VectorBuilder numbers = VectorBuilder.of(DataType.DOUBLE, count);
        for (int row = 0; row < count; row++) {
            ids.appendValue(random.nextInt(20) == 0 ? null : (Object) random.nextLong(1000));
            names.appendValue(random.nextInt(20) == 0 ? null : "name " + random.nextInt(200));
            numbers.appendValue(random.nextGaussian());
        }
        return Batch.of(count, ids.build(), names.build(), numbers.build());
    }

    /** The batch in pieces of random length, some with a selection, some with names as codes. */
    private static List<Batch> pieces(Batch all, Random random) {
        List<Batch> pieces = new ArrayList<>();
        for (int from = 0; from < all.length();) {
            int count = Math.min(all.length() - from, 1 + random.nextInt(5000));
            int first = from;
            int[] at = new int[count];
            Arrays.setAll(at, i -> first + i);
            if (random.nextBoolean()) {
                pieces.add(Gather.batch(all, at, count));
            } else if (random.nextBoolean()) {
                pieces.add(all.select(new Selection(at, count)));
            } else {
                Vector names = Gather.rows(all.column(1), at, count);
                int[] codes = new int[count];
                Arrays.setAll(codes, i -> i);
                VectorBuilder dictionary = VectorBuilder.of(DataType.STRING, count);
                for (int i = 0; i < count; i++) {
                    dictionary.appendValue(names.isNull(i) ? "" : Values.get(names, i));
                }
                pieces.add(Batch.of(count, Gather.rows(all.column(0), at, count),
                        new DictionaryVector(codes, dictionary.build(), count, names.validity()),
                        Gather.rows(all.column(2), at, count)));
            }
            from += count;
        }
        return pieces;
    }

    private MapOutput write(List<Batch> batches, Partitioning partitioning, int... keys) {
        try (MemoryPool memory = root.child("task", MemoryPool.UNLIMITED);
                ShuffleWriter writer =
                        new ShuffleWriter(SCHEMA, partitioning, new TaskAttemptId(new StageId(new JobId("", 1), 0), 0, attempts++), store,
                                memory)) {
            for (Batch batch : batches) {
                writer.write(batch, Arrays.stream(keys).mapToObj(batch::column).toList());
            }
            return writer.commit();
        }
    }

    private List<List<@Nullable Object>> read(MapOutput output, int partition) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long bytes = 0;
        try (BlockStream stream = store.open(new BlockId(output.attempt(), partition))) {
            for (Block block = stream.next(); block != null; block = stream.next()) {
                assertTrue(block.rows() > 0 && block.rows() <= 40_960, "a block of " + block.rows());
                bytes += block.bytes();
                rows.addAll(values(BlockDecoder.decode(block)));
                block.release();
            }
        }
        assertEquals(output.rows().get(partition), rows.size());
        assertEquals(output.bytes().get(partition), bytes);
        return rows;
    }

    private static List<List<@Nullable Object>> values(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.length(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Vector column : batch.columns()) {
                values.add(Values.get(column, row));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }

    private static LocalRows bounds(@Nullable Object... names) {
        VectorBuilder builder = VectorBuilder.of(DataType.STRING, names.length);
        for (Object name : names) {
            builder.appendValue(name);
        }
        return new LocalRows(Schema.of(Field.of("name", DataType.STRING)), List.of(Batch.of(names.length, builder.build())));
    }

    @Test
    void everyRowGoesToOnePartitionInEveryRun() {
        Random random = new Random(seed);
        Batch all = rows(60_000, random);
        List<String> expected = sorted(values(all));
        List<Partitioning> partitionings = List.of(new Partitioning.Single(), new Partitioning.Broadcast(), new Partitioning.RoundRobin(7),
                new Partitioning.Hash(List.of(NAME), 13), new Partitioning.Hash(List.of(NAME), 1),
                new Partitioning.Hash(List.of(NAME), 300),
                new Partitioning.Range(List.of(SortKey.ascending(NAME)), bounds("name 12", "name 5"), 3));
        long checksum = 0;
        for (Partitioning partitioning : partitionings) {
            MapOutput first = write(pieces(all, random), partitioning, 1);
            MapOutput second = write(pieces(all, random), partitioning, 1);
            List<List<@Nullable Object>> together = new ArrayList<>();
            for (int partition = 0; partition < partitioning.partitions(); partition++) {
                List<List<@Nullable Object>> rows = read(first, partition);
                together.addAll(rows);
                assertEquals(sorted(rows), sorted(read(second, partition)), () -> "seed " + seed + ", " + partitioning);
            }
            assertEquals(expected, sorted(together), () -> "seed " + seed + ", " + partitioning);
            assertEquals(first.checksum(), second.checksum());
            assertTrue(checksum == 0 || checksum == first.checksum(), "the checksum depends on the partitioning");
            checksum = first.checksum();
            store.dropJob(new JobId("", 1));
        }
    }

    @Test
    void equalKeysMeet() {
        Random random = new Random(seed);
        MapOutput output = write(pieces(rows(20_000, random), random), new Partitioning.Hash(List.of(ID, NAME), 11), 0, 1);
        Map<List<@Nullable Object>, Integer> partitionOf = new HashMap<>();
        for (int partition = 0; partition < 11; partition++) {
            for (List<@Nullable Object> row : read(output, partition)) {
                int known = partition;
                assertEquals(partition, partitionOf.computeIfAbsent(row.subList(0, 2), _ -> known), "seed " + seed);
            }
            assertTrue(output.rows().get(partition) > 1000, "a partition of " + output.rows().get(partition));
        }
    }

    @Test
    void rangesLieBetweenTheirBounds() {
        Random random = new Random(seed);
        MapOutput output = write(pieces(rows(5_000, random), random),
                new Partitioning.Range(List.of(SortKey.descending(NAME)), bounds("name 5", "name 12"), 3), 1);
        for (int partition = 0; partition < 3; partition++) {
            for (List<@Nullable Object> row : read(output, partition)) {
                String name = (String) row.get(1);
                int expected = name == null || name.compareTo("name 12") <= 0 ? 2 : name.compareTo("name 5") <= 0 ? 1 : 0;
                assertEquals(expected, partition, () -> name + ", seed " + seed);
            }
        }
    }

    @Test
    void anotherRowMeansAnotherChecksum() {
        Batch all = rows(100, new Random(seed));
        int[] fewer = new int[99];
        Arrays.setAll(fewer, i -> i);
        MapOutput whole = write(List.of(all), new Partitioning.Single());
        assertTrue(whole.checksum() != write(List.of(Gather.batch(all, fewer, 99)), new Partitioning.Single()).checksum());
    }

    @Test
    void withoutCommitNothingIsLeft() {
        Random random = new Random(seed);
        TaskAttemptId attempt = new TaskAttemptId(new StageId(new JobId("", 1), 0), 0, 0);
        try (MemoryPool memory = root.child("task", MemoryPool.UNLIMITED);
                ShuffleWriter writer = new ShuffleWriter(SCHEMA, new Partitioning.Hash(List.of(NAME), 3), attempt, store, memory)) {
            for (Batch batch : pieces(rows(200_000, random), random)) {
                writer.write(batch, List.of(batch.column(1)));
            }
            assertTrue(store.memory().used() > 0, "no block is full yet");
        }
        assertEquals(0, store.memory().used());
        assertThrows(EngineException.class, () -> store.open(new BlockId(attempt, 0)));
    }

    @Test
    void refusedMemoryIsAnError() {
        Random random = new Random(seed);
        try (MemoryPool memory = root.child("task", 100_000);
                ShuffleWriter writer =
                        new ShuffleWriter(SCHEMA, new Partitioning.RoundRobin(4), new TaskAttemptId(new StageId(new JobId("", 1), 0), 0, 0),
                                store, memory)) {
            EngineException refused = assertThrows(EngineException.class, () -> writer.write(rows(8_000, random), List.of()));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, refused.condition());
        }
    }
}
