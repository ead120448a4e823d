package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        Block block = block(some.schema(), 3);
        byte[] whole = bytes(block);
        block.release();
        int noticed = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(RuntimeException.class, () -> marshaller.parse(new ByteArrayInputStream(damaged)),
                    "bit " + bit + ", seed " + seed);
            assertEquals(0, memory.used(), "seed " + seed);
            noticed++;
        }
        assertEquals(8 * whole.length, noticed);
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
