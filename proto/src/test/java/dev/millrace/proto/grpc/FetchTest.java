package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.ExecutorBlocks;
import dev.millrace.shuffle.store.StoredOutput;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of several stores, fetched over loopback. */
class FetchTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING));
    private static final StageId STAGE = new StageId(new JobId("é", 1), 0);
    private static final FetchSettings SETTINGS = new FetchSettings(4 << 20, 20_000);

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final MemoryPool memory = MemoryPool.root("test", 256 << 20);
    private final MemoryPool reading = MemoryPool.root("reading", 256 << 20);
    private final List<Serving> serving = new ArrayList<>();
    private Secret secret;
    private RemoteBlocks remote;

    @TempDir
    Path folder;

    /** A store that is served, perhaps through something that fails. */
    private record Serving(BlockStore store, Server server, FailingSource source) {}

    /** Fails with memory refused at some opens and blocks. */
    private static final class FailingSource implements BlockSource {

        private final BlockSource source;
        private final AtomicInteger failIn = new AtomicInteger(Integer.MAX_VALUE);
        private final AtomicInteger failed = new AtomicInteger();

        FailingSource(BlockSource source) {
            this.source = source;
        }

        private void perhaps() {
            if (failIn.decrementAndGet() == 0) {
                failed.incrementAndGet();
                throw ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", "1 B", "holder", "test", "limit", "0 B", "holders", "test");
            }
        }

        @Override
        public BlockStream open(ExecutorId executor, BlockId id) {
            perhaps();
            BlockStream stream = source.open(executor, id);
            return new BlockStream() {
                @Override
                public @Nullable Block next() {
                    perhaps();
                    return stream.next();
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        }
    }

    @BeforeEach
    void serve() throws IOException {
        secret = Secret.in(folder.resolve("secret"));
        remote = new RemoteBlocks(Wire.plain(secret), reading, SETTINGS);
        for (int i = 0; i < 3; i++) {
            BlockService service = new BlockService();
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0)).intercept(secret.interceptor())
                    .addService(service.definition()).build().start();
            ExecutorId id = new ExecutorId("127.0.0.1:" + server.getPort() + "#" + i);
            BlockStore store = new BlockStore(id, memory, folder.resolve("spill" + i));
            FailingSource source = new FailingSource(store);
            service.serve(id, source);
            serving.add(new Serving(store, server, source));
        }
    }

    @AfterEach
    void nothingIsHeld() throws InterruptedException {
        remote.close();
        for (Serving each : serving) {
            each.server().shutdownNow();
            assertTrue(each.server().awaitTermination(20, TimeUnit.SECONDS));
            each.store().close();
        }
        assertEquals(0, memory.used());
        assertEquals(0, reading.used());
        memory.close();
        reading.close();
    }

    private Batch rows(int count) {
        VectorBuilder ids = VectorBuilder.of(DataType.BIGINT, count);
        VectorBuilder names = VectorBuilder.of(DataType.STRING, count);
        for (int row = 0; row < count; row++) {
            ids.appendValue(random.nextInt(9) == 0 ? null : (Object) random.nextLong());
            names.appendValue("name " + random.nextInt());
        }
        return Batch.of(count, ids.build(), names.build());
    }

    private static List<String> texts(Block block) {
        Batch batch = BlockDecoder.decode(block);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            rows.add(Values.get(batch.column(0), row) + " " + Values.get(batch.column(1), row));
        }
        return rows;
    }

    private static List<String> rest(BlockStream stream) {
        List<String> rows = new ArrayList<>();
        for (Block block = stream.next(); block != null; block = stream.next()) {
            rows.addAll(texts(block));
            block.release();
        }
        return rows;
    }

    private static TaskAttemptId attempt(int partition) {
        return new TaskAttemptId(STAGE, partition, 0);
    }

    /** Outputs of random sizes on random executors; each list of rows is what the address of the same index holds. */
    private record Stored(List<BlockAddress> addresses, List<List<String>> rows) {}

    private Stored store(int outputs, int partitions) {
        List<BlockAddress> addresses = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            BlockStore store = serving.get(random.nextInt(serving.size())).store();
            StoredOutput output = store.begin(attempt(i), partitions, SCHEMA);
            for (int partition = 0; partition < partitions; partition++) {
                List<String> expected = new ArrayList<>();
                for (int blocks = random.nextInt(4); blocks > 0; blocks--) {
                    int count = random.nextInt(8) == 0 ? 20_000 : 1 + random.nextInt(50);
                    Block block = BlockEncoder.encode(SCHEMA, rows(count), store.memory());
                    expected.addAll(texts(block));
                    output.add(partition, block);
                }
                addresses.add(new BlockAddress(store.executor(), new BlockId(attempt(i), partition)));
                rows.add(expected);
            }
            store.commit(output);
            if (random.nextInt(3) == 0) {
                store.spill();
            }
        }
        return new Stored(addresses, rows);
    }

    @Test
    void manyBlocksOfSeveralExecutorsComeInOrder() {
        Stored stored = store(40, 3);
        List<BlockStream> streams = remote.open(stored.addresses());
        for (int i = 0; i < streams.size(); i++) {
            assertEquals(stored.rows().get(i), rest(streams.get(i)), "seed " + seed);
            assertNull(streams.get(i).next());
            streams.get(i).close();
        }
    }

    @Test
    void whatIsLeftOutIsPassedOver() {
        Stored stored = store(30, 2);
        List<BlockStream> streams = remote.open(stored.addresses());
        for (int i = 0; i < streams.size(); i++) {
            if (random.nextBoolean()) {
                assertEquals(stored.rows().get(i), rest(streams.get(i)), "seed " + seed);
            } else if (random.nextBoolean()) {
                Block block = streams.get(i).next();
                if (block != null) {
                    block.release();
                }
            }
            if (random.nextBoolean()) {
                streams.get(i).close();
            }
        }
        streams.forEach(BlockStream::close);
        assertEquals(0, reading.used());
        assertThrows(IllegalStateException.class, () -> streams.getFirst().next());
    }

    @Test
    void aCallThatBreaksGoesOnWhereItWas() {
        Stored stored = store(12, 2);
        int failures = 0;
        for (int round = 0; round < 4; round++) {
            for (Serving each : serving) {
                each.source().failIn.set(1 + random.nextInt(12));
            }
            List<BlockStream> streams = remote.open(stored.addresses());
            for (int i = 0; i < streams.size(); i++) {
                assertEquals(stored.rows().get(i), rest(streams.get(i)), "seed " + seed);
            }
            streams.forEach(BlockStream::close);
        }
        for (Serving each : serving) {
            failures += each.source().failed.get();
        }
        assertTrue(failures > 0, "nothing failed");
    }

    @Test
    void ownBlocksAreNotCopied() {
        Stored others = store(5, 1);
        BlockStore own = serving.getFirst().store();
        StoredOutput output = own.begin(attempt(900), 1, SCHEMA);
        Block kept = BlockEncoder.encode(SCHEMA, rows(10), own.memory());
        output.add(0, kept);
        own.commit(output);
        List<BlockAddress> addresses = new ArrayList<>(others.addresses());
        addresses.add(1, new BlockAddress(own.executor(), new BlockId(attempt(900), 0)));
        List<BlockStream> streams = new ExecutorBlocks(own, remote).open(addresses);
        assertEquals(others.rows().getFirst(), rest(streams.getFirst()));
        Block read = streams.get(1).next();
        assertSame(kept, read, "a block of this executor is handed over by reference");
        read.release();
        for (int i = 2; i < streams.size(); i++) {
            assertEquals(others.rows().get(i - 1), rest(streams.get(i)), "seed " + seed);
        }
        streams.forEach(BlockStream::close);
    }

    @Test
    void theLostOneIsNamedAndWhatCameBeforeIsWhole() {
        Stored stored = store(6, 1);
        List<BlockAddress> addresses = new ArrayList<>(stored.addresses());
        BlockAddress gone = new BlockAddress(addresses.get(3).executor(), new BlockId(attempt(77), 0));
        addresses.add(3, gone);
        List<BlockStream> streams = remote.open(addresses);
        for (int i = 0; i < 3; i++) {
            assertEquals(stored.rows().get(i), rest(streams.get(i)), "seed " + seed);
        }
        EngineException lost = assertThrows(EngineException.class, () -> streams.get(3).next());
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, lost.condition());
        assertEquals(gone.id().toString(), lost.parameters().get("block"));
        streams.forEach(BlockStream::close);
    }

    @Test
    void anotherLifeOfAProcessRefuses() {
        Stored stored = store(1, 1);
        ExecutorId before = new ExecutorId(stored.addresses().getFirst().executor().name() + "0");
        try (BlockStream stream = remote.open(before, stored.addresses().getFirst().id())) {
            assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, assertThrows(EngineException.class, stream::next).condition());
        }
    }

    /** Nothing is asked for ahead when the budget has no room for it, and the reader goes on all the same. */
    @Test
    void littleMemoryIsEnough() {
        Stored stored = store(20, 2);
        MemoryPool small = MemoryPool.root("small", 3 << 20);
        try (RemoteBlocks blocks = new RemoteBlocks(Wire.plain(secret), small, new FetchSettings(48 << 20, 20_000))) {
            List<BlockStream> streams = blocks.open(stored.addresses());
            for (int i = 0; i < streams.size(); i++) {
                assertEquals(stored.rows().get(i), rest(streams.get(i)), "seed " + seed);
            }
            streams.forEach(BlockStream::close);
        }
        assertEquals(0, small.used());
        assertTrue(small.peak() > 1 << 20, "something was asked for ahead");
        small.close();
    }

    @Test
    void everyFlippedBitOfAMessageIsNoticed() throws IOException {
        BlockId id = new BlockId(attempt(0), 3);
        FetchRequest request = new FetchRequest(ExecutorId.LOCAL, List.of(new FetchRequest.Part(id, 0)));
        Block block = BlockEncoder.encode(SCHEMA, Batch.of(3, new LongVector(DataType.BIGINT, new long[] {1, 2, 3}, 3, null),
                rows(3).column(1)), memory);
        byte[] schema = ArrowMessages.schema(SCHEMA);
        byte[] metadata = ArrowMessages.recordBatch(block);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FetchFrame.Outgoing frame = new FetchFrame.Outgoing()) {
            frame.add(new FetchHead(FetchHead.SCHEMA, 0, 0, 0, schema.length, 0).encoded(id, schema, null), schema, null);
            frame.add(new FetchHead(FetchHead.BLOCK, 0, 0, 3, metadata.length, block.bytes()).encoded(id, metadata, block.body()), metadata,
                    block);
            frame.add(new FetchHead(FetchHead.END, 0, 1, 3, 0, 0).encoded(id, new byte[0], null), new byte[0], null);
            FetchFrame.MARSHALLER.stream(frame).transferTo(bytes);
        }
        assertEquals(1, blocks(request, bytes.toByteArray()));
        for (BlockId other : List.of(new BlockId(attempt(0), 4), new BlockId(attempt(1), 3))) {
            FetchRequest asked = new FetchRequest(ExecutorId.LOCAL, List.of(new FetchRequest.Part(other, 0)));
            assertThrows(IOException.class, () -> blocks(asked, bytes.toByteArray()), "another's block");
        }
        int noticed = 0;
        for (int bit = 0; bit < 8 * bytes.size(); bit++) {
            byte[] damaged = bytes.toByteArray();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(IOException.class, () -> blocks(request, damaged), "bit " + bit);
            assertEquals(0, memory.used());
            noticed++;
        }
        assertEquals(8 * bytes.size(), noticed);
    }

    /** Reads a message to its end; the number of its blocks. */
    private int blocks(FetchRequest request, byte[] message) throws IOException {
        int count = 0;
        try (FetchedEntries entries = new FetchedEntries(request, memory)) {
            entries.add(new ByteArrayInputStream(message));
            while (!entries.isEmpty()) {
                Block block = entries.next(true);
                if (block != null) {
                    count++;
                    block.release();
                }
            }
            if (entries.part() < request.parts().size()) {
                throw new IOException("the message ended early");
            }
        }
        return count;
    }
}
