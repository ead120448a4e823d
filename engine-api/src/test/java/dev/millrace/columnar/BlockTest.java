package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class BlockTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void decodesWhatWasEncoded(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Schema schema = random.schema(24, 2);
        Batch batch = random.batch(schema, random.random().nextInt(200));
        List<List<@Nullable Object>> expected = RandomVectors.values(batch);
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(schema, batch, pool);
            assertEquals(batch.rows(), block.rows());
            checkLayout(block);
            Batch decoded = BlockDecoder.decode(block);
            int from = random.random().nextInt(batch.rows() + 1);
            int count = random.random().nextInt(batch.rows() - from + 1);
            Batch part = BlockDecoder.decode(block, from, count);
            assertThrows(IndexOutOfBoundsException.class, () -> BlockDecoder.decode(block, from, batch.rows() - from + 1));
            block.release();
            assertEquals(expected, RandomVectors.values(decoded));
            assertEquals(expected.stream().map(column -> column.subList(from, from + count)).toList(), RandomVectors.values(part));
            for (int i = 0; i < schema.size(); i++) {
                assertEquals(schema.type(i), decoded.column(i).type());
                assertEquals(expected.get(i), RandomVectors.values(new VectorBuilderOf(decoded.column(i)).built()));
            }
        }
    }

    private static void checkLayout(Block block) {
        long end = 0;
        for (Block.ArrowBuffer buffer : block.buffers()) {
            assertEquals(end, buffer.offset(), "buffers lie one after the other");
            assertEquals(0, buffer.offset() % 64);
            end = buffer.offset() + buffer.length() + 63 & -64;
            MemorySegment padding = block.body().asSlice(buffer.offset() + buffer.length(), end - buffer.offset() - buffer.length());
            assertTrue(Arrays.equals(new byte[(int) padding.byteSize()], padding.toArray(ValueLayout.JAVA_BYTE)), "padding is zero");
        }
        assertEquals(end, block.bytes());
        assertEquals(0, block.body().address() % 64);
    }

    @Test
    void keepsReferencedBytesOnly() {
        byte[] data = new byte[1 << 20];
        Arrays.fill(data, (byte) 'x');
        Vector text = new BytesVector(DataType.STRING, data, new int[] {7, 1000, 7}, new int[] {10, 20, 10}, 3, null);
        Schema schema = Schema.of(Field.of("text", DataType.STRING));
        try (MemoryPool pool = MemoryPool.root("test", 1 << 16)) {
            Block block = BlockEncoder.encode(schema, Batch.of(3, text), pool);
            assertEquals(List.of(0L, 16L, 40L), block.buffers().stream().map(Block.ArrowBuffer::length).toList());
            block.release();
        }
    }

    @Test
    void writesNothingForANullCode() {
        Vector dictionary = VectorBuilderOf.values(DataType.STRING, "long text", "x");
        Vector coded = new DictionaryVector(new int[] {0, 1, 0}, dictionary, 3, new long[] {0b010});
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(Schema.of(Field.of("text", DataType.STRING)), Batch.of(3, coded), pool);
            assertEquals(List.of(1L, 16L, 1L), block.buffers().stream().map(Block.ArrowBuffer::length).toList());
            assertEquals(Arrays.asList(null, "x", null), RandomVectors.values(BlockDecoder.decode(block).column(0)));
            block.release();
        }
    }

    /** Runs that are copied at once, runs that are collected, and runs that do not fit what is left to collect in. */
    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#few")
    void writesTextOfAnySize(long seed) {
        RandomVectors random = new RandomVectors(seed);
        byte[] data = new byte[300_000];
        random.random().nextBytes(data);
        int count = 400;
        int longest = 1 << random.random().nextInt(3, 17);
        int[] starts = new int[count];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = random.random().nextInt(4) == 0 ? 0 : random.random().nextInt(random.random().nextInt(longest) + 1);
            boolean next = i > 0 && random.random().nextBoolean() && starts[i - 1] + lengths[i - 1] + lengths[i] <= data.length;
            starts[i] = next ? starts[i - 1] + lengths[i - 1] : random.random().nextInt(data.length - lengths[i]);
        }
        Vector vector = new BytesVector(DataType.BINARY, data, starts, lengths, count, null);
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(Schema.of(Field.of("b", DataType.BINARY)), Batch.of(count, vector), pool);
            assertEquals(RandomVectors.values(vector), RandomVectors.values(BlockDecoder.decode(block).column(0)));
            block.release();
        }
    }

    @Test
    void anUntypedNullFitsAnyColumn() {
        RandomVectors random = new RandomVectors(3);
        Schema schema = random.schema(30, 2);
        List<Vector> nulls = new ArrayList<>();
        schema.fields().forEach(_ -> nulls.add(new NullVector(5)));
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(schema, Batch.of(5, nulls), pool);
            RandomVectors.values(BlockDecoder.decode(block)).forEach(column -> assertEquals(Arrays.asList(new Object[5]), column));
            block.release();
        }
    }

    @Test
    void rowsWithoutColumns() {
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(Schema.EMPTY, Batch.of(5), pool);
            assertEquals(0, block.bytes());
            assertEquals(5, BlockDecoder.decode(block).rows());
            assertEquals(2, BlockDecoder.decode(block, 3, 2).rows());
            block.release();
        }
    }

    @Test
    void tooMuchTextForOneColumnIsAnError() {
        byte[] data = new byte[1 << 20];
        int[] lengths = new int[2048];
        Arrays.fill(lengths, data.length);
        Vector text = new BytesVector(DataType.STRING, data, new int[2048], lengths, 2048, null);
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            EngineException error = assertThrows(EngineException.class,
                    () -> BlockEncoder.encode(Schema.of(Field.of("text", DataType.STRING)), Batch.of(2048, text), pool));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, error.condition());
            assertTrue(error.getMessage().contains("2 GiB"), error.getMessage());
        }
    }

    @Test
    void theLastHolderFreesIt() {
        try (MemoryPool pool = MemoryPool.root("test", MemoryPool.UNLIMITED)) {
            Block block = BlockEncoder.encode(Schema.of(Field.of("a", DataType.INT)),
                    Batch.of(2, VectorBuilderOf.values(DataType.INT, 1, 2)), pool);
            assertEquals(block, block.retain());
            block.release();
            assertTrue(pool.used() > 0);
            assertEquals(List.of(1, 2), RandomVectors.values(BlockDecoder.decode(block).column(0)));
            block.release();
            assertEquals(0, pool.used());
            assertThrows(IllegalStateException.class, block::release);
            assertThrows(IllegalStateException.class, block::retain);
            assertThrows(IllegalStateException.class, block::retain);
            assertEquals(0, pool.used());
        }
    }

    @Test
    void aRefusedBlockLeavesNothingBehind() {
        try (MemoryPool pool = MemoryPool.root("test", 4096)) {
            Vector many = new LongVector(DataType.BIGINT, new long[4096], 4096, null);
            Schema schema = Schema.of(Field.of("a", DataType.BIGINT));
            EngineException error = assertThrows(EngineException.class, () -> BlockEncoder.encode(schema, Batch.of(4096, many), pool));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, error.condition());
            Vector wrong = new IntVector(DataType.INT, new int[0], 4, null);
            assertThrows(RuntimeException.class, () -> BlockEncoder.encode(schema, Batch.of(4, wrong), pool));
            assertEquals(0, pool.used());
        }
    }
}
