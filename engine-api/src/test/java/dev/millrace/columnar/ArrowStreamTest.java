package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class ArrowStreamTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void readsWhatWasWritten(long seed) throws IOException {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = random.schema(24, 2);
        List<Batch> batches = batches(random, schema);
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            ArrowStreamReader reader = new ArrowStreamReader(new Dripping(written(schema, batches, pool), random), pool);
            assertEquals(schema, reader.schema());
            for (Batch batch : batches) {
                Block block = reader.next();
                assertNotNull(block);
                assertEquals(RandomVectors.values(batch), RandomVectors.values(BlockDecoder.decode(block)));
                block.release();
            }
            assertNull(reader.next());
            assertNull(reader.next());
        }
    }

    /** Arrow's own library reads our streams, value by value; what it writes is the same to us. */
    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#few")
    void arrowUnderstandsItAndIsUnderstood(long seed) throws IOException {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = random.schema(24, 2);
        List<Batch> batches = batches(random, schema);
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED); BufferAllocator arrow = new RootAllocator()) {
            byte[] ours = written(schema, batches, pool);
            ByteArrayOutputStream theirs = new ByteArrayOutputStream();
            try (var reader = new org.apache.arrow.vector.ipc.ArrowStreamReader(new ByteArrayInputStream(ours), arrow)) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                try (var writer = new org.apache.arrow.vector.ipc.ArrowStreamWriter(root, null, theirs)) {
                    for (Batch batch : batches) {
                        assertTrue(reader.loadNextBatch());
                        assertEquals(batch.rows(), root.getRowCount());
                        checkValues(schema, RandomVectors.values(batch), root);
                        writer.writeBatch();
                    }
                    assertEquals(false, reader.loadNextBatch());
                }
            }
            ArrowStreamReader back = new ArrowStreamReader(Channels.newChannel(new ByteArrayInputStream(theirs.toByteArray())), pool);
            assertEquals(schema, back.schema());
            for (Batch batch : batches) {
                Block block = back.next();
                assertNotNull(block);
                assertEquals(RandomVectors.values(batch), RandomVectors.values(BlockDecoder.decode(block)));
                block.release();
            }
            assertNull(back.next());
        }
    }

    private static void checkValues(Schema schema, List<List<@Nullable Object>> expected, VectorSchemaRoot root) {
        for (int i = 0; i < schema.size(); i++) {
            FieldVector vector = root.getVector(i);
            for (int row = 0; row < root.getRowCount(); row++) {
                assertEquals(ArrowValues.expected(expected.get(i).get(row), schema.type(i)), ArrowValues.actual(vector, row),
                        schema.type(i) + " in row " + row);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#few")
    void crossesToArrowVectorsAndBack(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = random.schema(24, 2);
        Batch batch = random.batch(schema, random.random().nextInt(200));
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED); BufferAllocator arrow = new RootAllocator()) {
            Block block = BlockEncoder.encode(schema, batch, pool);
            Block back;
            try (VectorSchemaRoot root = ArrowInterchange.toArrow(block, arrow)) {
                block.release();
                checkValues(schema, RandomVectors.values(batch), root);
                back = ArrowInterchange.fromArrow(root, pool);
            }
            assertEquals(schema, back.schema());
            assertEquals(RandomVectors.values(batch), RandomVectors.values(BlockDecoder.decode(back)));
            back.release();
            assertEquals(0, pool.used());
        }
    }

    @Test
    void nullabilityOfChildrenTravelsWithTheSchema() throws IOException {
        Schema schema = Schema.of(new Field("a", new DataType.ArrayType(DataType.INT, false), false),
                new Field("m", new DataType.MapType(DataType.STRING, DataType.INT, false), true),
                new Field("s", DataType.struct(new Field("x", DataType.INT, false), new Field("", DataType.INT, true)), true));
        assertEquals(schema, ArrowMessages.schema(ArrowMessages.schema(schema)));
        assertEquals(schema, ArrowInterchange.schema(ArrowInterchange.schema(schema)));
    }

    @Test
    void aCutStreamIsAnErrorOrEndsAfterAWholeMessage() throws IOException {
        RandomVectors random = new RandomVectors(5);
        Schema schema = random.schema(22, 1);
        Batch batch = Batch.of(30, random.batch(schema, 30).columns());
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            byte[] whole = written(schema, List.of(batch, batch), pool);
            int ends = 0;
            for (int length = 0; length < whole.length; length += random.random().nextInt(1, 40)) {
                try {
                    blocks(Arrays.copyOf(whole, length), pool);
                    ends++;
                } catch (EOFException e) {
                    assertEquals(0, pool.used());
                }
            }
            assertEquals(2, blocks(Arrays.copyOf(whole, whole.length - 8), pool));
            assertTrue(ends < 4, ends + " whole streams");
        }
    }

    /** Whatever bytes come, the reader ends with one of its exceptions and holds nothing. */
    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void damagedMetadataIsNoticedOrHarmless(long seed) throws IOException {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = Schema.of(Field.of("a", DataType.array(DataType.STRING)), Field.of("d", DataType.decimal(30, 3)));
        try (MemoryPool pool = MemoryPool.root("test", 1 << 22)) {
            byte[] bytes = written(schema, List.of(Batch.of(20, random.batch(schema, 20).columns())), pool);
            for (int i = random.random().nextInt(1, 4); i > 0; i--) {
                bytes[random.random().nextInt(bytes.length)] ^= (byte) (1 << random.random().nextInt(8));
            }
            try {
                blocks(bytes, pool);
            } catch (IOException | EngineException | IndexOutOfBoundsException e) {
                assertNotNull(e.getMessage());
            }
            assertEquals(0, pool.used());
        }
    }

    @Test
    void otherBytesAreNoStream() {
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            assertThrows(StreamCorruptedException.class, () -> blocks("this is not Arrow at all".getBytes(StandardCharsets.UTF_8), pool));
            assertThrows(EOFException.class, () -> blocks(new byte[0], pool));
        }
    }

    @Test
    void typesThatAreNoneOfOursAreNamed() {
        for (ArrowType type : List.of(new ArrowType.Int(32, false), new ArrowType.LargeUtf8(), new ArrowType.FixedSizeBinary(3),
                new ArrowType.Time(org.apache.arrow.vector.types.TimeUnit.SECOND, 32), new ArrowType.Decimal(50, 2, 256),
                new ArrowType.Timestamp(org.apache.arrow.vector.types.TimeUnit.NANOSECOND, null))) {
            var field = new org.apache.arrow.vector.types.pojo.Field("strange", org.apache.arrow.vector.types.pojo.FieldType.nullable(type),
                    null);
            EngineException error = assertThrows(EngineException.class,
                    () -> ArrowInterchange.schema(new org.apache.arrow.vector.types.pojo.Schema(List.of(field))));
            assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, error.condition());
            assertTrue(error.getMessage().contains("strange"), error.getMessage());
        }
    }

    @Test
    void aBlockOfAnotherSchemaIsRefused() throws IOException {
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Schema schema = Schema.of(Field.of("a", DataType.INT));
            Block block =
                    BlockEncoder.encode(Schema.of(Field.of("b", DataType.INT)), Batch.of(1, VectorBuilderOf.values(DataType.INT, 1)), pool);
            ArrowStreamWriter writer = new ArrowStreamWriter(Channels.newChannel(new ByteArrayOutputStream()), schema);
            assertThrows(IllegalArgumentException.class, () -> writer.write(block));
            block.release();
        }
    }

    private static List<Batch> batches(RandomVectors random, Schema schema) {
        List<Batch> batches = new ArrayList<>();
        for (int i = random.random().nextInt(4); i > 0; i--) {
            batches.add(random.batch(schema, random.random().nextInt(100)));
        }
        return batches;
    }

    private static byte[] written(Schema schema, List<Batch> batches, MemoryPool pool) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(Channels.newChannel(bytes), schema)) {
            for (Batch batch : batches) {
                Block block = BlockEncoder.encode(schema, batch, pool);
                writer.write(block);
                block.release();
                assertEquals(bytes.size(), writer.written());
            }
        }
        return bytes.toByteArray();
    }

    /** Reads and decodes all blocks and says how many there were. */
    private static int blocks(byte[] bytes, MemoryPool pool) throws IOException {
        ArrowStreamReader reader = new ArrowStreamReader(Channels.newChannel(new ByteArrayInputStream(bytes)), pool);
        int count = 0;
        for (Block block = reader.next(); block != null; block = reader.next()) {
            try {
                BlockDecoder.decode(block);
            } finally {
                block.release();
            }
            count++;
        }
        return count;
    }

    /** A channel that gives a few bytes at a time. */
    private record Dripping(ByteBuffer bytes, RandomVectors random) implements ReadableByteChannel {

        Dripping(byte[] bytes, RandomVectors random) {
            this(ByteBuffer.wrap(bytes), random);
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(into.remaining(), bytes.remaining()), random.random().nextInt(5000));
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            bytes.position(bytes.limit());
        }
    }
}
