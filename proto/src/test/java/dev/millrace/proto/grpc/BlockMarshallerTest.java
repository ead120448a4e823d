package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.RandomPlans;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockMarshallerTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final RandomPlans some = new RandomPlans(seed, true);
    private final MemoryPool memory = MemoryPool.root("test", 64 << 20);
    private final BlockMarshaller marshaller = new BlockMarshaller(memory);

    @AfterEach
    void nothingIsHeld() {
        assertEquals(0, memory.used());
        memory.close();
    }

    private Block block(Schema schema, int rows) {
        return BlockEncoder.encode(schema, some.batch(schema, rows), memory);
    }

    private byte[] bytes(Block block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream stream = marshaller.stream(new BlockFrame(block))) {
            int length = ((KnownLength) stream).available();
            assertEquals(length, ((Drainable) stream).drainTo(out));
            assertEquals(length, out.size());
            assertEquals(0, stream.available());
        }
        return out.toByteArray();
    }

    private static byte[] body(Block block) {
        return block.body().toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void blocksArriveAsTheyWere() throws IOException {
        for (int i = 0; i < 150; i++) {
            Block sent = block(some.schema(), i == 0 ? 0 : i % 50);
            Block arrived = marshaller.parse(new ByteArrayInputStream(bytes(sent))).block();
            assertEquals(sent.schema(), arrived.schema(), "seed " + seed);
            assertEquals(sent.rows(), arrived.rows());
            assertEquals(sent.nodes(), arrived.nodes());
            assertEquals(sent.buffers(), arrived.buffers());
            assertArrayEquals(body(sent), body(arrived), "seed " + seed);
            sent.release();
            arrived.release();
        }
    }

    @Test
    void bodiesOfManyPieces() throws IOException {
        Schema schema = Schema.of(Field.of("n", DataType.BIGINT));
        Block sent = block(schema, 40_000);
        Block arrived = marshaller.parse(new ByteArrayInputStream(bytes(sent))).block();
        assertArrayEquals(body(sent), body(arrived));
        try (InputStream read = marshaller.stream(new BlockFrame(sent))) {
            assertArrayEquals(bytes(sent), read.readAllBytes());
        }
        sent.release();
        arrived.release();
    }

    @Test
    void truncatedFramesAreErrors() throws IOException {
        Block block = block(some.schema(), 20);
        byte[] whole = bytes(block);
        block.release();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(RuntimeException.class, () -> marshaller.parse(new ByteArrayInputStream(part)), "seed " + seed);
            assertEquals(0, memory.used(), "seed " + seed);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(RuntimeException.class, () -> marshaller.parse(new ByteArrayInputStream(longer)));
    }

    /** A changed byte of a value cannot be noticed; every other change is an exception, and none keeps memory. */
    @Test
    void damagedFramesKeepNothing() throws IOException {
        Block block = block(some.schema(), 20);
        byte[] whole = bytes(block);
        int refused = 0;
        SplittableRandom random = new SplittableRandom(seed);
        long before = memory.used();
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                marshaller.parse(new ByteArrayInputStream(damaged)).block().release();
            } catch (RuntimeException e) {
                refused++;
            }
            assertEquals(before, memory.used(), "seed " + seed);
        }
        block.release();
        assertTrue(refused > 0, "seed " + seed);
        for (int at : new int[] {0, 4, 8}) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) 0x80;
            assertThrows(RuntimeException.class, () -> marshaller.parse(new ByteArrayInputStream(damaged)));
        }
    }

    @Test
    void refusedMemoryIsTheReadersError() throws IOException {
        Schema schema = Schema.of(Field.of("n", DataType.BIGINT));
        Block block = block(schema, 1000);
        byte[] whole = bytes(block);
        block.release();
        try (MemoryPool small = MemoryPool.root("small", 100)) {
            EngineException refused = assertThrows(EngineException.class,
                    () -> new BlockMarshaller(small).parse(new ByteArrayInputStream(whole)));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, refused.condition());
        }
    }
}
