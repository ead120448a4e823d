package dev.millrace.shuffle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.ArrowInterchange;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.disk.Disk;
import dev.millrace.shuffle.disk.DiskFile;
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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of map outputs: how they come about, what is in them, and what happens when the disk fails. */
class ExternalSortTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING));
    private static final JobId JOB = new JobId("", 1);

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final MemoryPool root = MemoryPool.root("test", 64 << 20);
    private final List<BlockStore> stores = new ArrayList<>();
    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    Path parent;

    @AfterEach
    void nothingIsHeld() throws IOException {
        stores.forEach(BlockStore::close);
        assertEquals(0, root.used());
        root.close();
        assertEquals(List.of(), files());
        assertEquals(0, disk.open.get(), "files that were not closed");
    }

    /** The file system, where writing fails when its turn comes or in some folder. */
    private static final class FaultyDisk implements Disk {

        private final Disk real = Disk.fileSystem();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger forced = new AtomicInteger();
        private int failIn = Integer.MAX_VALUE;
        private String failing = "no such folder";
        private int failures;

        private void perhaps(Path path) throws IOException {
            if (--failIn == 0 || path.toString().contains(failing)) {
                failures++;
                throw new IOException("No space left on device");
            }
        }

        @Override
        public DiskFile create(Path path) throws IOException {
            perhaps(path);
            DiskFile file = real.create(path);
            open.incrementAndGet();
            return new DiskFile() {
                private boolean closed;

                @Override
                public void write(ByteBuffer bytes, long offset) throws IOException {
                    if (failIn == 1) {
                        file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), offset);
                    }
                    perhaps(path);
                    file.write(bytes, offset);
                }

                @Override
                public void read(ByteBuffer bytes, long offset) throws IOException {
                    file.read(bytes, offset);
                }

                @Override
                public void copy(DiskFile from, long offset, long length, long to) throws IOException {
                    perhaps(path);
                    ByteBuffer bytes = ByteBuffer.allocate((int) length);
                    from.read(bytes, offset);
                    file.write(bytes.flip(), to);
                }

                @Override
                public void force() throws IOException {
                    perhaps(path);
                    forced.incrementAndGet();
                    file.force();
                }

                @Override
                public void rename(Path to) throws IOException {
                    perhaps(path);
                    file.rename(to);
                }

                @Override
                public void park() throws IOException {
                    file.park();
                }

                @Override
                public void close() throws IOException {
                    if (!closed) {
                        closed = true;
                        open.decrementAndGet();
                    }
                    file.close();
                }
            };
        }

        @Override
        public void force(Path folder) throws IOException {
            forced.incrementAndGet();
            real.force(folder);
        }
    }

    private BlockStore store(Disk on, int fanIn, String... folders) {
        BlockStore store = new BlockStore(ExecutorId.LOCAL, root,
                new StoreSettings(Stream.of(folders).map(parent::resolve).toList(), on, fanIn));
        stores.add(store);
        return store;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path file(String ending) throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }

    private static TaskAttemptId attempt(int partition, int number) {
        return new TaskAttemptId(new StageId(JOB, 0), partition, number);
    }

    private Batch rows(int count) {
        VectorBuilder ids = VectorBuilder.of(DataType.BIGINT, count);
        VectorBuilder names = VectorBuilder.of(DataType.STRING, count);
        for (int row = 0; row < count; row++) {
            ids.appendValue(random.nextInt(9) == 0 ? null : (Object) random.nextLong());
            names.appendValue(random.nextInt(9) == 0 ? null : "name " + random.nextInt());
        }
        return Batch.of(count, ids.build(), names.build());
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

    private List<String> add(BlockStore store, StoredOutput output, int partition, int count) {
        Batch batch = rows(count);
        output.add(partition, BlockEncoder.encode(SCHEMA, batch, store.memory()));
        return texts(batch);
    }

    private static List<String> read(BlockStore store, TaskAttemptId attempt, int partition) {
        List<String> rows = new ArrayList<>();
        try (BlockStream stream = store.open(new BlockId(attempt, partition))) {
            for (Block block = stream.next(); block != null; block = stream.next()) {
                rows.addAll(texts(BlockDecoder.decode(block)));
                block.release();
            }
        }
        return rows;
    }

    private static List<List<String>> empty(int partitions) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            rows.add(new ArrayList<>());
        }
        return rows;
    }

    /** Runs of every number and size, merged with the smallest fan-ins, and with an output that fits. */
    @Test
    void whateverIsSpilledWhenComesBackInOrder() throws IOException {
        for (int round = 0; round < 40; round++) {
            int fanIn = 2 + random.nextInt(4);
            int partitions = 1 + random.nextInt(5);
            BlockStore store = store(disk, fanIn, "a", "b");
            StoredOutput output = store.begin(attempt(0, round), partitions, SCHEMA, Residence.values()[random.nextInt(3)]);
            List<List<String>> expected = empty(partitions);
            int spills = 0;
            for (int i = random.nextInt(40); i > 0; i--) {
                int partition = random.nextInt(partitions);
                expected.get(partition).addAll(add(store, output, partition, 1 + random.nextInt(random.nextInt(20) == 0 ? 20_000 : 100)));
                if (random.nextInt(3) == 0) {
                    output.spill();
                    spills++;
                    assertTrue(files().size() <= 6, "no more files than levels, seed " + seed);
                }
            }
            store.commit(output);
            assertTrue(spills == 0 || store.memory().used() == 0 || files().isEmpty(), "all on disk or nothing, seed " + seed);
            for (int partition = 0; partition < partitions; partition++) {
                assertEquals(expected.get(partition), read(store, attempt(0, round), partition), "seed " + seed + " round " + round);
            }
            store.dropJob(JOB);
            assertEquals(List.of(), files(), "seed " + seed);
        }
    }

    @Test
    void blocksLieInTheOrderOfTheirPartitions() throws IOException {
        BlockStore store = store(disk, 3, "a");
        StoredOutput output = store.begin(attempt(0, 0), 4, SCHEMA);
        List<List<String>> expected = empty(4);
        for (int i = 0; i < 40; i++) {
            int partition = random.nextInt(4);
            expected.get(partition).addAll(add(store, output, partition, 20));
            if (i % 3 == 0) {
                output.spill();
            }
        }
        store.commit(output);
        assertEquals(2, files().size(), "one data file and one index");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(".arrows").getParent())));
        List<String> all = expected.stream().flatMap(List::stream).toList();
        assertEquals(all, readByArrow(file(".arrows")), "seed " + seed);
    }

    /** What Arrow's own library finds in a file. */
    private List<String> readByArrow(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file); BufferAllocator arrow = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(in, arrow)) {
            VectorSchemaRoot vectors = reader.getVectorSchemaRoot();
            assertEquals(ArrowInterchange.schema(SCHEMA), vectors.getSchema());
            while (reader.loadNextBatch()) {
                for (int row = 0; row < vectors.getRowCount(); row++) {
                    Object id = vectors.getVector(0).getObject(row);
                    Object name = vectors.getVector(1).getObject(row);
                    rows.add("[" + id + ", " + name + "]");
                }
            }
        }
        return rows;
    }

    /** A file that is still being written has no end marker; Arrow reads it all the same. */
    @Test
    void arrowsOwnReaderOpensASpillAndAShuffleFile() throws IOException {
        BlockStore store = store(Disk.fileSystem(), 8, "a");
        StoredOutput output = store.begin(attempt(0, 0), 1, SCHEMA);
        List<String> expected = new ArrayList<>(add(store, output, 0, 500));
        store.spill();
        expected.addAll(add(store, output, 0, 700));
        store.spill();
        assertEquals(expected, readByArrow(file(".tmp")), "seed " + seed);
        expected.addAll(add(store, output, 0, 900));
        store.commit(output);
        assertEquals(expected, readByArrow(file(".arrows")), "seed " + seed);
        assertEquals(expected, read(store, attempt(0, 0), 0));
    }

    /** Blocks: metadata, bodies and the bytes between. Nobody but other programs reads the schema message and the end marker. */
    @Test
    void everyFlippedBitOfABlockIsNoticed() throws IOException {
        BlockStore store = store(Disk.fileSystem(), 8, "a");
        StoredOutput output = store.begin(attempt(0, 0), 2, SCHEMA);
        add(store, output, 0, 3);
        add(store, output, 1, 2);
        store.commit(output);
        store.spill();
        Path file = file(".arrows");
        byte[] whole = Files.readAllBytes(file);
        int schemaEnd = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        int noticed = 0;
        for (int bit = 8 * schemaEnd; bit < 8 * (whole.length - 8); bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            noticed += lost(store, attempt(0, 0), 0) || lost(store, attempt(0, 0), 1) ? 1 : 0;
        }
        assertEquals(8 * (whole.length - 8 - schemaEnd), noticed);
        Files.write(file, whole);
        assertEquals(3, read(store, attempt(0, 0), 0).size());
    }

    private static boolean lost(BlockStore store, TaskAttemptId attempt, int partition) {
        try {
            read(store, attempt, partition);
            return false;
        } catch (EngineException e) {
            assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, e.condition());
            return true;
        }
    }

    @Test
    void everyFlippedBitOfAnIndexIsNoticed() throws IOException {
        BlockStore store = store(Disk.fileSystem(), 8, "a");
        int bytes = Integer.MAX_VALUE;
        int noticed = 0;
        for (int bit = 0; bit / 8 < bytes; bit++) {
            StoredOutput output = store.begin(attempt(1000, 1000 + bit), 2, SCHEMA);
            add(store, output, 0, 3);
            store.commit(output);
            store.spill();
            Path file = file(".index");
            byte[] damaged = Files.readAllBytes(file);
            bytes = damaged.length;
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            noticed += lost(store, attempt(1000, 1000 + bit), 0) && lost(store, attempt(1000, 1000 + bit), 1) ? 1 : 0;
            store.discard(attempt(1000, 1000 + bit));
        }
        assertEquals(8 * bytes, noticed);
    }

    /** Whole files, but another attempt's. */
    @Test
    void theFilesOfAnotherAttemptAreRefused() throws IOException {
        BlockStore store = store(Disk.fileSystem(), 8, "a");
        Batch same = rows(1);
        for (int number = 0; number < 2; number++) {
            StoredOutput output = store.begin(attempt(0, number), 1, SCHEMA);
            output.add(0, BlockEncoder.encode(SCHEMA, same, store.memory()));
            store.commit(output);
            store.spill();
        }
        for (String ending : List.of(".arrows", ".index")) {
            Files.copy(file("a0" + ending), file("a1" + ending), StandardCopyOption.REPLACE_EXISTING);
        }
        assertTrue(lost(store, attempt(0, 1), 0));
        assertEquals(1, read(store, attempt(0, 0), 0).size());
    }

    @Test
    void aDiskThatIsFullSomewhereLosesNothing() {
        int failures = 0;
        for (int round = 0; round < 80; round++) {
            BlockStore store = store(disk, 2, "a");
            StoredOutput output = store.begin(attempt(0, round), 3, SCHEMA,
                    random.nextBoolean() ? Residence.DISK_ONLY : Residence.MEMORY_THEN_DISK);
            List<List<String>> expected = empty(3);
            disk.failIn = 1 + random.nextInt(60);
            int before = disk.failures;
            for (int i = 0; i < 12; i++) {
                int partition = random.nextInt(3);
                expected.get(partition).addAll(add(store, output, partition, 30));
                if (random.nextBoolean()) {
                    full(output::spill);
                }
            }
            full(() -> store.commit(output));
            disk.failIn = Integer.MAX_VALUE;
            failures += disk.failures - before;
            if (lost(store, attempt(0, round), 0)) {
                store.commit(output);
            }
            output.spill();
            for (int partition = 0; partition < 3; partition++) {
                assertEquals(expected.get(partition), read(store, attempt(0, round), partition), "seed " + seed + " round " + round);
            }
            if (random.nextBoolean()) {
                store.dropJob(JOB);
            }
        }
        assertTrue(failures > 20, failures + " failures, seed " + seed);
    }

    private static void full(Runnable writing) {
        try {
            writing.run();
        } catch (EngineException e) {
            assertEquals(ErrorCondition.DISK_FULL, e.condition());
        }
    }

    @Test
    void aFolderThatFailsIsPassedOver() throws IOException {
        BlockStore store = store(disk, 8, "a", "broken", "c");
        for (int round = 0; round < 9; round++) {
            disk.failing = round < 3 ? "no such folder" : "broken";
            StoredOutput output = store.begin(attempt(round, 0), 1, SCHEMA);
            List<String> expected = new ArrayList<>(add(store, output, 0, 10));
            output.spill();
            expected.addAll(add(store, output, 0, 10));
            store.commit(output);
            assertEquals(expected, read(store, attempt(round, 0), 0));
        }
        assertEquals(1, disk.failures, "tried once");
        assertTrue(files().stream().anyMatch(file -> file.toString().contains("broken")), "it was used while it worked");
        disk.failing = "/";
        StoredOutput output = store.begin(attempt(100, 0), 1, SCHEMA);
        add(store, output, 0, 10);
        assertEquals(ErrorCondition.DISK_FULL, assertThrows(EngineException.class, output::spill).condition());
        disk.failing = "no such folder";
        output.spill();
        store.abandon(output);
    }

    @Test
    void whatIsForTheDiskIsForcedThereAndWhatIsForMemoryIsDropped() throws IOException {
        BlockStore store = store(disk, 8, "a");
        StoredOutput onDisk = store.begin(attempt(0, 0), 2, SCHEMA, Residence.DISK_ONLY);
        List<String> expected = add(store, onDisk, 1, 100);
        assertEquals(List.of(), files());
        store.commit(onDisk);
        assertEquals(3, disk.forced.get(), "data, index and folder");
        assertEquals(0, store.memory().used());
        assertEquals(expected, read(store, attempt(0, 0), 1));

        StoredOutput inMemory = store.begin(attempt(1, 0), 1, SCHEMA, Residence.MEMORY_ONLY);
        List<String> kept = add(store, inMemory, 0, 100);
        store.commit(inMemory);
        try (BlockStream before = store.open(new BlockId(attempt(1, 0), 0))) {
            store.spill();
            assertTrue(lost(store, attempt(1, 0), 0), "it was dropped");
            Block block = before.next();
            assertNotNull(block);
            assertEquals(kept, texts(BlockDecoder.decode(block)), "a reader that came before reads on");
            block.release();
        }
        assertEquals(0, store.memory().used());
        StoredOutput again = store.begin(attempt(1, 1), 1, SCHEMA, Residence.MEMORY_ONLY);
        kept = add(store, again, 0, 100);
        store.commit(again);
        store.spill();
        assertEquals(0, store.memory().used());
        assertEquals(kept, read(store, attempt(1, 1), 0), "what was made again is not dropped again");
    }
}
