package dev.millrace.shuffle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Map outputs that go to disk while they are written, read and dropped. */
class SpillTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING),
            Field.of("tags", DataType.array(DataType.STRING)));
    private static final JobId JOB = new JobId("", 1);
    private static final int ROWS = 500;

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final MemoryPool root = MemoryPool.root("test", 8 << 20);
    private BlockStore store;
    private Path folder;

    @TempDir
    Path parent;

    @BeforeEach
    void open() {
        folder = parent.resolve("spill");
        store = new BlockStore(ExecutorId.LOCAL, root, folder);
    }

    @AfterEach
    void nothingIsHeld() throws IOException {
        store.close();
        assertEquals(0, root.used());
        root.close();
        assertEquals(0, files());
    }

    private int files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> left = Files.walk(folder)) {
            return left.filter(Files::isRegularFile).toList().size();
        }
    }

    private static TaskAttemptId attempt(int partition) {
        return new TaskAttemptId(new StageId(JOB, 0), partition, 0);
    }

    private Batch rows() {
        VectorBuilder ids = VectorBuilder.of(DataType.BIGINT, ROWS);
        VectorBuilder names = VectorBuilder.of(DataType.STRING, ROWS);
        VectorBuilder tags = VectorBuilder.of(SCHEMA.type(2), ROWS);
        for (int row = 0; row < ROWS; row++) {
            ids.appendValue(random.nextInt(9) == 0 ? null : (Object) random.nextLong());
            names.appendValue(random.nextInt(9) == 0 ? null : "name " + random.nextInt());
            tags.appendValue(List.of("a", "é" + random.nextInt()));
        }
        return Batch.of(ROWS, ids.build(), names.build(), tags.build());
    }

    private static List<String> texts(Batch batch) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < batch.columns().size(); column++) {
                values.add(Values.get(batch.column(column), row));
            }
            rows.add(values.toString());
        }
        return rows;
    }

    /** Adds a block of random rows; returns them. */
    private List<String> add(StoredOutput output, int partition) {
        Batch batch = rows();
        output.add(partition, BlockEncoder.encode(SCHEMA, batch, store.memory()));
        return texts(batch);
    }

    private static List<String> rest(BlockStream stream) {
        List<String> rows = new ArrayList<>();
        for (Block block = stream.next(); block != null; block = stream.next()) {
            rows.addAll(texts(BlockDecoder.decode(block)));
            block.release();
        }
        return rows;
    }

    private List<String> read(int attempt, int partition) {
        try (BlockStream stream = store.open(new BlockId(attempt(attempt), partition))) {
            return rest(stream);
        }
    }

    @Test
    void anOutputMaySpillManyTimesWhileItIsWritten() throws IOException {
        StoredOutput output = store.begin(attempt(0), 3, SCHEMA);
        List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            int partition = random.nextInt(2);
            expected.get(partition).addAll(add(output, partition));
            if (random.nextInt(4) == 0) {
                assertTrue(store.spill() > 0, "seed " + seed);
                assertEquals(0, store.memory().used());
            }
        }
        assertThrows(EngineException.class, () -> store.open(new BlockId(attempt(0), 0)));
        store.commit(output);
        for (int partition = 0; partition < 3; partition++) {
            assertEquals(expected.get(partition), read(0, partition), "seed " + seed);
        }
        store.spill();
        for (int partition = 0; partition < 3; partition++) {
            assertEquals(expected.get(partition), read(0, partition), "seed " + seed);
        }
        assertEquals(2, files(), "one data file and its index");
        assertTrue(root.spilled() > 0);
        store.dropJob(JOB);
        assertEquals(0, files());
    }

    @Test
    void aReaderThatCameBeforeTheSpillReadsOn() throws IOException {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        List<String> expected = new ArrayList<>(add(output, 0));
        expected.addAll(add(output, 0));
        store.commit(output);
        try (BlockStream before = store.open(new BlockId(attempt(0), 0))) {
            store.spill();
            try (BlockStream after = store.open(new BlockId(attempt(0), 0))) {
                store.dropStage(new StageId(JOB, 0));
                assertThrows(EngineException.class, () -> store.open(new BlockId(attempt(0), 0)));
                assertEquals(expected, rest(before));
                assertEquals(2, files());
                assertEquals(expected, rest(after));
                assertNull(after.next());
                assertEquals(2, files(), "the file stays until its last reader closes");
            }
        }
        assertEquals(0, files());
    }

    @Test
    void anAbandonedOutputLeavesNoFile() throws IOException {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        add(output, 0);
        store.spill();
        add(output, 0);
        assertEquals(1, files());
        store.abandon(output);
        assertEquals(0, files());
        assertEquals(0, root.used());
        add(output, 0);
        assertEquals(0, root.used(), "a block that comes too late is freed");
    }

    /** Whoever wants memory may have chosen this output just before it was dropped. */
    @Test
    void spillingADroppedOutputDoesNothing() throws IOException {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        add(output, 0);
        store.commit(output);
        store.discard(attempt(0));
        output.spill();
        assertEquals(0, files());
        assertEquals(0, store.spill());
    }

    @Test
    void aRefusedReservationOfATaskMovesTheLargestOutput() throws IOException {
        StoredOutput small = store.begin(attempt(0), 1, SCHEMA);
        List<String> smallRows = add(small, 0);
        long smallHolds = store.memory().used();
        StoredOutput large = store.begin(attempt(1), 1, SCHEMA);
        List<String> largeRows = new ArrayList<>(add(large, 0));
        largeRows.addAll(add(large, 0));
        store.commit(small);
        store.commit(large);
        long held = store.memory().used();
        try (MemoryPool task = root.child("task", MemoryPool.UNLIMITED)) {
            long wanted = root.limit() - held + 1;
            task.reserve(wanted);
            assertEquals(smallHolds, store.memory().used());
            assertEquals(2, files());
            task.release(wanted);
        }
        assertEquals(smallRows, read(0, 0));
        assertEquals(largeRows, read(1, 0));
    }

    @Test
    void aFolderThatCannotBeMadeIsAnErrorThatLosesNothing() throws IOException {
        Files.writeString(folder, "a file where the folder should be");
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        List<String> expected = add(output, 0);
        store.commit(output);
        EngineException refused = assertThrows(EngineException.class, store::spill);
        assertEquals(ErrorCondition.CANNOT_WRITE_FILE, refused.condition());
        assertEquals(expected, read(0, 0));
        Files.delete(folder);
        assertTrue(store.spill() > 0);
        assertEquals(expected, read(0, 0));
    }

    @Test
    void aDamagedFileIsALostBlock() throws IOException {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        add(output, 0);
        store.commit(output);
        store.spill();
        Path file;
        try (Stream<Path> all = Files.walk(folder)) {
            file = all.filter(path -> path.toString().endsWith(".arrows")).findFirst().orElseThrow();
        }
        Files.write(file, new byte[100]);
        EngineException lost = assertThrows(EngineException.class, () -> read(0, 0));
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, lost.condition());
    }

    /** A cancelled task is interrupted; the file it was using is also used by others. */
    @Test
    void anInterruptedThreadDisturbsNoOther() {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        List<String> expected = new ArrayList<>(add(output, 0));
        Thread.currentThread().interrupt();
        store.spill();
        assertTrue(Thread.interrupted(), "the flag stays set");
        expected.addAll(add(output, 0));
        store.spill();
        store.commit(output);
        try (BlockStream other = store.open(new BlockId(attempt(0), 0))) {
            Thread.currentThread().interrupt();
            assertEquals(expected, read(0, 0));
            assertTrue(Thread.interrupted(), "the flag stays set");
            assertEquals(expected, rest(other));
        }
    }

    @Test
    void readersThatAreInterruptedAllTheTimeReadTheSame() throws InterruptedException, ExecutionException {
        StoredOutput output = store.begin(attempt(0), 1, SCHEMA);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            expected.addAll(add(output, 0));
        }
        store.commit(output);
        store.spill();
        CountDownLatch reading = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        List<Future<List<String>>> results = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(3, task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        })) {
            Callable<List<String>> reader = () -> {
                reading.countDown();
                return read(0, 0);
            };
            for (int i = 0; i < 3; i++) {
                results.add(readers.submit(reader));
            }
            reading.await();
            while (results.stream().anyMatch(result -> !result.isDone())) {
                threads.forEach(Thread::interrupt);
            }
            for (Future<List<String>> result : results) {
                assertEquals(expected, result.get(), "seed " + seed);
            }
        }
    }

    @Test
    void manyThreadsWriteReadAndSpillAtOnce() throws InterruptedException, ExecutionException {
        int writers = 6;
        List<List<Batch>> batches = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            batches.add(List.of(rows(), rows(), rows()));
        }
        CountDownLatch done = new CountDownLatch(writers);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                same.add(threads.submit(() -> {
                    try {
                        StoredOutput output = store.begin(attempt(number), 1, SCHEMA);
                        List<String> expected = new ArrayList<>();
                        for (Batch batch : batches.get(number)) {
                            output.add(0, BlockEncoder.encode(SCHEMA, batch, store.memory()));
                            expected.addAll(texts(batch));
                        }
                        store.commit(output);
                        boolean equal = true;
                        for (int i = 0; i < 20; i++) {
                            equal &= expected.equals(read(number, 0));
                        }
                        store.discard(attempt(number));
                        return equal;
                    } finally {
                        done.countDown();
                    }
                }));
            }
            Future<?> spilling = threads.submit(() -> {
                while (done.getCount() > 0) {
                    store.spill();
                }
            });
            for (Future<Boolean> result : same) {
                assertTrue(result.get(), "seed " + seed);
            }
            spilling.get();
        }
        assertEquals(0, store.memory().used());
        assertFalse(store.spillableBytes() > 0);
    }
}
