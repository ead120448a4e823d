package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.proto.codec.RandomPlans;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.DriverMessage;
import dev.millrace.proto.message.ExecutorMessage;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver and executors that talk over loopback. */
class TransportTest {

    private static final long DEADLINE_SECONDS = 20;
    private static final Address ANY_PORT = new Address("127.0.0.1", 0);
    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT));
    private static final StageId STAGE = new StageId(new JobId("session", 7), 2);

    private final Driver driver = new Driver();
    private final MemoryPool driverMemory = MemoryPool.root("driver", 64 << 20);
    private final MemoryPool executorMemory = MemoryPool.root("executor", 64 << 20);
    private final List<ExecutorClient> clients = new ArrayList<>();
    private Secret secret;
    private Secret otherSecret;
    private DriverServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        secret = Secret.in(folder.resolve("ours"));
        otherSecret = Secret.in(folder.resolve("theirs"));
        server = DriverServer.start(ANY_PORT, driver, null, driverMemory, Wire.plain(secret), 10_000);
    }

    @AfterEach
    void nothingIsHeld() {
        clients.forEach(ExecutorClient::close);
        server.close();
        assertEquals(0, driverMemory.used());
        assertEquals(0, executorMemory.used());
        driverMemory.close();
        executorMemory.close();
    }

    private record Registered(ExecutorEndpoint executor) {}

    private record Lost(ExecutorId executor, EngineException reason) {}

    private record Ended(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {}

    private record Draining(ExecutorId executor) {}

    private record Progress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {}

    private static <T> T take(BlockingQueue<Object> events, Class<T> kind) throws InterruptedException {
        Object event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "no " + kind.getSimpleName() + " came");
        return kind.cast(event);
    }

    /** Writes down what it hears. */
    private static final class Driver implements ClusterTransport.ClusterDriver {

        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        @Override
        public void registered(ExecutorEndpoint executor) {
            events.add(new Registered(executor));
        }

        @Override
        public void draining(ExecutorId executor) {
            events.add(new Draining(executor));
        }

        @Override
        public void lost(ExecutorId executor, EngineException reason) {
            events.add(new Lost(executor, reason));
        }

        @Override
        public void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
            events.add(new Ended(executor, attempt, outcome));
        }

        @Override
        public void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {
            events.add(new Progress(executor, attempt, rowsRead));
        }
    }

    /** Writes down what it is told and has some blocks. */
    private static final class Executor implements ClusterTransport.HostedExecutor, BlockSource {

        private final ExecutorId id;
        private final DriverEndpoint driver;
        private final BlockSource remote;
        private final BlockingQueue<Object> commands = new LinkedBlockingQueue<>();
        private final Map<BlockId, List<Block>> blocks = new ConcurrentHashMap<>();
        private final CountDownLatch streamClosed = new CountDownLatch(1);
        private final AtomicInteger closes = new AtomicInteger();

        Executor(ExecutorId id, DriverEndpoint driver, BlockSource remote) {
            this.id = id;
            this.driver = driver;
            this.remote = remote;
        }

        @Override
        public ExecutorId id() {
            return id;
        }

        @Override
        public int slots() {
            return 3;
        }

        @Override
        public void launch(TaskDescription task) {
            commands.add(task);
        }

        @Override
        public void cancel(TaskAttemptId attempt) {
            commands.add(attempt);
        }

        @Override
        public void dropJob(JobId job) {
            commands.add(job);
        }

        @Override
        public void dropStage(StageId stage) {
            commands.add(stage);
        }

        @Override
        public BlockSource localBlocks() {
            return this;
        }

        @Override
        public BlockStream open(ExecutorId executor, BlockId block) {
            List<Block> found = blocks.get(block);
            if (found == null || !executor.equals(id)) {
                throw ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", block, "executor", executor, "detail", "it is not here.");
            }
            Iterator<Block> each = found.iterator();
            return new BlockStream() {
                @Override
                public @Nullable Block next() {
                    return each.hasNext() ? each.next().retain() : null;
                }

                @Override
                public void close() {
                    streamClosed.countDown();
                }
            };
        }

        @Override
        public void close() {
            closes.incrementAndGet();
            blocks.values().forEach(list -> list.forEach(Block::release));
            blocks.clear();
        }
    }

    /** A joined executor, from all sides. */
    private record Joined(ExecutorClient client, Executor executor, ExecutorEndpoint endpoint) {}

    private Joined join() throws InterruptedException {
        BlockingQueue<Executor> made = new LinkedBlockingQueue<>();
        ExecutorClient client = ExecutorClient.join(Address.parse(server.address()), ANY_PORT, "", executorMemory, factory(made),
                Wire.plain(secret));
        clients.add(client);
        return new Joined(client, made.remove(), take(driver.events, Registered.class).executor());
    }

    private static ClusterTransport.ExecutorFactory factory(BlockingQueue<Executor> made) {
        return new ClusterTransport.ExecutorFactory() {
            @Override
            public int slots() {
                return 3;
            }

            @Override
            public ClusterTransport.HostedExecutor create(ExecutorId id, DriverEndpoint endpoint, BlockSource remote) {
                Executor executor = new Executor(id, endpoint, remote);
                made.add(executor);
                return executor;
            }
        };
    }

    private static TaskAttemptId attempt(int partition) {
        return new TaskAttemptId(STAGE, partition, 1);
    }

    private Block block(long... values) {
        return BlockEncoder.encode(SCHEMA, Batch.of(values.length, new LongVector(DataType.BIGINT, values, values.length, null)),
                executorMemory);
    }

    private static long first(Block block) {
        return ((LongVector) BlockDecoder.decode(block).column(0)).values()[0];
    }

    private static TaskDescription task(PhysicalPlan fragment, Partitioning output) {
        MapOutput input = new MapOutput(attempt(9), new ExecutorId("127.0.0.1:1#9"), List.of(1L, 2L), List.of(3L, 4L), -5);
        return new TaskDescription(attempt(0), fragment, output, Map.of(1, new ShuffleInput(List.of(input), 0, 1)),
                new Config(Map.of("a", "b")));
    }

    private void assertWorks(Joined joined) throws InterruptedException {
        joined.endpoint().cancel(attempt(4));
        assertEquals(attempt(4), take(joined.executor().commands, TaskAttemptId.class));
        TaskOutcome outcome =
                new TaskOutcome.Succeeded(new MapOutput(attempt(4), joined.client().id(), List.of(1L), List.of(2L), 3), List.of(),
                        List.of());
        joined.executor().driver.taskEnded(joined.client().id(), attempt(4), outcome);
        assertEquals(new Ended(joined.client().id(), attempt(4), outcome), take(driver.events, Ended.class));
    }

    @Test
    void anExecutorRegistersUnderItsAddress() throws InterruptedException {
        Joined one = join();
        Joined two = join();
        assertEquals(3, one.endpoint().slots());
        assertEquals(one.client().id(), one.endpoint().id());
        assertEquals(one.client().id(), one.executor().id());
        assertTrue(one.client().id().name().matches("127\\.0\\.0\\.1:\\d+#\\d+"), one.client().id().name());
        assertNotEquals(one.client().id(), two.client().id());
    }

    @Test
    void commandsAndReportsArriveInOrder() throws InterruptedException {
        Joined joined = join();
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        RandomPlans some = new RandomPlans(seed, false);
        for (int i = 0; i < 30; i++) {
            TaskDescription task = task(some.plan(2), some.partitioning());
            joined.endpoint().launch(task);
            joined.endpoint().launch(task);
            TaskDescription arrived = take(joined.executor().commands, TaskDescription.class);
            assertEquals(task, arrived, () -> "seed " + seed);
            assertTrue(arrived.fragment() == take(joined.executor().commands, TaskDescription.class).fragment(),
                    "tasks of a stage share their fragment");
        }
        joined.endpoint().dropStage(STAGE);
        joined.endpoint().dropJob(STAGE.job());
        assertEquals(STAGE, take(joined.executor().commands, StageId.class));
        assertEquals(STAGE.job(), take(joined.executor().commands, JobId.class));
        joined.executor().driver.taskProgress(joined.client().id(), attempt(1), 1234);
        assertEquals(new Progress(joined.client().id(), attempt(1), 1234), take(driver.events, Progress.class));
        EngineException error = ErrorCondition.DIVIDE_BY_ZERO.with("expression", "(a / b)");
        joined.executor().driver.taskEnded(joined.client().id(), attempt(2), new TaskOutcome.Failed(error));
        Ended ended = take(driver.events, Ended.class);
        assertEquals(error.getMessage(), ((TaskOutcome.Failed) ended.outcome()).error().getMessage());
        assertWorks(joined);
    }

    @Test
    void deepPlansArrive() throws InterruptedException {
        Joined joined = join();
        Expr deep = new InputRef(0, DataType.BOOLEAN, true, "c");
        for (int i = 0; i < 300; i++) {
            deep = new And(deep, Literal.TRUE);
        }
        TaskDescription task = task(new FilterExec(new RangeExec(0, 1, 1, 1, SCHEMA), deep), new Partitioning.Hash(List.of(deep), 4));
        joined.endpoint().launch(task);
        assertEquals(task, take(joined.executor().commands, TaskDescription.class));
    }

    @Test
    void blocksAreFetchedByDriverAndExecutors() throws InterruptedException {
        Joined owner = join();
        Joined reader = join();
        List<Block> stored = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stored.add(block(i, -i));
        }
        owner.executor().blocks.put(new BlockId(attempt(0), 5), stored);
        owner.executor().blocks.put(new BlockId(attempt(0), 6), List.of());
        for (BlockSource source : List.of(server.blocks(), reader.executor().remote)) {
            try (BlockStream stream = source.open(owner.client().id(), new BlockId(attempt(0), 5))) {
                for (int i = 0; i < stored.size(); i++) {
                    Block block = stream.next();
                    assertNotNull(block);
                    assertEquals(i, first(block));
                    assertEquals(SCHEMA, block.schema());
                    block.release();
                }
                assertNull(stream.next());
            }
            try (BlockStream stream = source.open(owner.client().id(), new BlockId(attempt(0), 6))) {
                assertNull(stream.next());
            }
        }
    }

    @Test
    void aReaderMayStopEarly() throws InterruptedException {
        Joined owner = join();
        List<Block> stored = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stored.add(block(new long[20_000]));
        }
        owner.executor().blocks.put(new BlockId(attempt(0), 0), stored);
        BlockStream stream = server.blocks().open(owner.client().id(), new BlockId(attempt(0), 0));
        Block one = stream.next();
        assertNotNull(one);
        one.release();
        stream.close();
        assertEquals(0, driverMemory.used());
        assertTrue(owner.executor().streamClosed.await(DEADLINE_SECONDS, TimeUnit.SECONDS), "the sender was not told");
        assertWorks(owner);
    }

    private ErrorCondition fetchFails(ExecutorId executor) {
        try (BlockStream stream = server.blocks().open(executor, new BlockId(attempt(3), 0))) {
            return assertThrows(EngineException.class, stream::next).condition();
        } catch (EngineException e) {
            return e.condition();
        }
    }

    @Test
    void whatCannotBeFetchedIsLost() throws InterruptedException {
        Joined owner = join();
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, fetchFails(owner.client().id()));
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, fetchFails(new ExecutorId("without an address")));
        owner.client().close();
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, fetchFails(owner.client().id()));
    }

    /** A lost block is computed again; memory that is refused here would be refused then as well. */
    @Test
    void refusedMemoryIsNotALostBlock() throws InterruptedException {
        Joined owner = join();
        owner.executor().blocks.put(new BlockId(attempt(3), 0), List.of(block(new long[50_000])));
        MemoryPool small = MemoryPool.root("small", 1000);
        try (RemoteBlocks blocks = new RemoteBlocks(Wire.plain(secret), small, FetchSettings.DEFAULT);
                BlockStream stream = blocks.open(owner.client().id(), new BlockId(attempt(3), 0))) {
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, assertThrows(EngineException.class, stream::next).condition());
        }
        assertEquals(0, small.used());
        small.close();
    }

    @Test
    void anInterruptedReaderIsCancelled() throws InterruptedException {
        Joined owner = join();
        owner.executor().blocks.put(new BlockId(attempt(3), 0), List.of(block(1)));
        Thread.currentThread().interrupt();
        assertEquals(ErrorCondition.QUERY_CANCELLED, fetchFails(owner.client().id()));
        assertTrue(Thread.interrupted(), "the flag stays set");
    }

    @Test
    void aClosedExecutorIsLostOnce() throws InterruptedException {
        Joined gone = join();
        Joined stays = join();
        gone.client().close();
        gone.client().close();
        assertEquals(1, gone.executor().closes.get());
        assertEquals("it was closed", gone.client().awaitEnd());
        Lost lost = take(driver.events, Lost.class);
        assertEquals(gone.client().id(), lost.executor());
        assertEquals(ErrorCondition.EXECUTOR_LOST, lost.reason().condition());
        gone.endpoint().launch(task(new RangeExec(0, 1, 1, 1, SCHEMA), new Partitioning.Single()));
        gone.endpoint().dropJob(STAGE.job());
        assertWorks(stays);
        stays.client().close();
        assertEquals(stays.client().id(), take(driver.events, Lost.class).executor());
        server.close();
        assertTrue(driver.events.isEmpty(), () -> "told twice: " + driver.events);
    }

    @Test
    void executorsHearOfTheDriversEnd() throws InterruptedException {
        Joined joined = join();
        server.close();
        assertFalse(joined.client().awaitEnd().isEmpty());
        EngineException nobody = assertThrows(EngineException.class, () -> ExecutorClient.join(Address.parse(server.address()), ANY_PORT,
                "", executorMemory, factory(new LinkedBlockingQueue<>()), Wire.plain(secret)));
        assertEquals(ErrorCondition.DRIVER_LOST, nobody.condition());
    }

    @Test
    void anExecutorThatCannotStartSaysWhy() {
        ClusterTransport.ExecutorFactory failing = new ClusterTransport.ExecutorFactory() {
            @Override
            public int slots() {
                return 1;
            }

            @Override
            public ClusterTransport.HostedExecutor create(ExecutorId id, DriverEndpoint endpoint, BlockSource remote) {
                throw ErrorCondition.CANNOT_WRITE_FILE.with("path", "spill", "detail", "no.");
            }
        };
        EngineException refused = assertThrows(EngineException.class,
                () -> ExecutorClient.join(Address.parse(server.address()), ANY_PORT, "", executorMemory, failing, Wire.plain(secret)));
        assertEquals(ErrorCondition.CANNOT_WRITE_FILE, refused.condition());
    }

    @Test
    void anotherVersionIsRefused() throws InterruptedException {
        ManagedChannel channel = channel(server.address());
        BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        StreamObserver<ExecutorMessage> stream =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(Methods.JOIN, CallOptions.DEFAULT.withCallCredentials(secret.credentials())),
                        into(answers));
        stream.onNext(ExecutorMessage.newBuilder().setRegister(ExecutorMessage.Register.newBuilder().setVersion("0").setSlots(1)).build());
        DriverMessage answer = take(answers, DriverMessage.class);
        EngineException error = TaskCodec.decode(answer.getRefused().getError());
        assertEquals(ErrorCondition.VERSION_MISMATCH, error.condition());
        assertEquals("0", error.parameters().get("ours"));
        assertEquals(Status.OK, take(answers, Status.class));
        assertTrue(driver.events.isEmpty(), () -> "registered: " + driver.events);
        end(channel);
    }

    @Test
    void everyMethodNeedsTheSecret() throws InterruptedException {
        Joined owner = join();
        owner.executor().blocks.put(new BlockId(attempt(0), 0), List.of(block(1)));
        for (CallOptions options : List.of(CallOptions.DEFAULT, CallOptions.DEFAULT.withCallCredentials(otherSecret.credentials()))) {
            ManagedChannel toDriver = channel(server.address());
            BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
            ClientCalls.asyncBidiStreamingCall(toDriver.newCall(Methods.JOIN, options), into(answers)).onNext(ExecutorMessage.newBuilder()
                    .setRegister(ExecutorMessage.Register.newBuilder().setVersion(ProtocolVersion.TEXT).setSlots(1)).build());
            assertEquals(Status.Code.UNAUTHENTICATED, take(answers, Status.class).getCode());
            end(toDriver);
            String blockAddress = owner.client().id().name().substring(0, owner.client().id().name().indexOf('#'));
            ManagedChannel toExecutor = channel(blockAddress);
            StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> ClientCalls.blockingServerStreamingCall(toExecutor,
                            Methods.FETCH, options,
                            new FetchRequest(owner.client().id(), List.of(new FetchRequest.Part(new BlockId(attempt(0), 0), 0))))
                            .hasNext());
            assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
            end(toExecutor);
        }
        EngineException refused = assertThrows(EngineException.class, () -> ExecutorClient.join(Address.parse(server.address()), ANY_PORT,
                "", executorMemory, factory(new LinkedBlockingQueue<>()), Wire.plain(otherSecret)));
        assertEquals(ErrorCondition.CONNECTION_REFUSED, refused.condition());
        assertTrue(driver.events.isEmpty(), () -> "registered: " + driver.events);
    }

    @Test
    void garbageDisturbsNobody() throws InterruptedException, IOException {
        Joined joined = join();
        String blockAddress = joined.client().id().name().substring(0, joined.client().id().name().indexOf('#'));
        for (String text : List.of(server.address(), blockAddress)) {
            Address address = Address.parse(text);
            for (String garbage : List.of("GET / HTTP/1.1\r\n\r\n", "\u0000\u0001\u0002\u0003".repeat(500),
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frames here at all")) {
                try (Socket socket = new Socket(address.host(), address.port())) {
                    socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                }
            }
        }
        assertWorks(joined);
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, fetchFails(joined.client().id()));
    }

    @Test
    void onlyLoopbackIsServed() {
        GrpcTransport transport = new GrpcTransport();
        for (String host : List.of("0.0.0.0", "192.0.2.1", "::")) {
            EngineException driverRefused =
                    assertThrows(EngineException.class, () -> transport.listen(host, 0, driver, driverMemory, Config.EMPTY));
            assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, driverRefused.condition());
            EngineException executorRefused = assertThrows(EngineException.class, () -> transport.join(server.address(), host + ":0",
                    executorMemory, factory(new LinkedBlockingQueue<>()), Config.EMPTY));
            assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, executorRefused.condition());
        }
    }

    @Test
    void aTakenPortIsAnError() {
        Address taken = Address.parse(server.address());
        Wire wire = Wire.plain(secret);
        EngineException refused =
                assertThrows(EngineException.class, () -> DriverServer.start(taken, driver, null, driverMemory, wire, 10_000));
        assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, refused.condition());
    }

    @Test
    void noThreadIsLeft() throws InterruptedException {
        Joined one = join();
        one.executor().blocks.put(new BlockId(attempt(0), 0), List.of(block(1)));
        try (BlockStream stream = server.blocks().open(one.client().id(), new BlockId(attempt(0), 0))) {
            Block block = stream.next();
            assertNotNull(block);
            block.release();
        }
        one.client().close();
        server.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // gRPC's threads are shared by all that this process has open.
            if (thread.getName().startsWith("millrace")) {
                thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
                assertFalse(thread.isAlive(), "still there: " + thread.getName());
            }
        }
    }

    private static ManagedChannel channel(String text) {
        Address address = Address.parse(text);
        return NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
    }

    private static void end(ManagedChannel channel) throws InterruptedException {
        assertTrue(channel.shutdownNow().awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS));
    }

    /** Messages, then the status. */
    private static <T> StreamObserver<T> into(BlockingQueue<Object> queue) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T message) {
                queue.add(message);
            }

            @Override
            public void onError(Throwable error) {
                queue.add(Status.fromThrowable(error));
            }

            @Override
            public void onCompleted() {
                queue.add(Status.OK);
            }
        };
    }
}
