package dev.millrace.proto.grpc;

import com.google.protobuf.ByteString;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.proto.codec.PlanCodec;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.DriverMessage;
import dev.millrace.proto.message.ExecutorMessage;
import dev.millrace.proto.message.TaskMessage;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The executor's end: serves blocks, holds the control stream open, hands tasks on and reports how they end. */
final class ExecutorClient implements ClusterTransport.ExecutorConnection, DriverEndpoint {

    private static final long HEARTBEAT_MILLIS = 1000;
    private static final long DEADLINE_MILLIS = 10_000;
    private static final long REGISTER_SECONDS = 20;
    private static final long CLOSE_SECONDS = 2;

    private final Address driver;
    private final ClusterTransport.ExecutorFactory factory;
    private final RemoteBlocks remote;
    private final ManagedChannel channel;
    private final Server server;
    private final BlockService blockService;
    private final CompletableFuture<ExecutorId> registered = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Silence silence = new Silence(DEADLINE_MILLIS, System.nanoTime());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "millrace-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable StreamObserver<ExecutorMessage> stream;
    private volatile ClusterTransport.@Nullable HostedExecutor executor;
    private volatile ExecutorId id = new ExecutorId("");
    private @Nullable StageId lastStage;
    private ByteString lastEncoded = ByteString.EMPTY;
    private @Nullable PhysicalPlan lastFragment;

    private ExecutorClient(Address driver, MemoryPool memory, ClusterTransport.ExecutorFactory factory, Wire wire, Server server,
            BlockService blockService) {
        this.driver = driver;
        this.factory = factory;
        this.remote = new RemoteBlocks(wire, memory, wire.fetch());
        this.server = server;
        this.blockService = blockService;
        this.channel = wire.connect(driver).build();
    }

    /** @param advertise {@code host} or {@code host:port} by which others reach the blocks; empty for where they are served */
    static ExecutorClient join(Address driver, Address listen, String advertise, MemoryPool memory,
            ClusterTransport.ExecutorFactory factory, Wire wire) {
        listen.requireFree();
        BlockService blockService = new BlockService();
        Server server;
        try {
            server = wire.listen(listen).maxInboundMessageSize(1 << 20).addService(blockService.definition()).build().start();
        } catch (IOException e) {
            throw listen.cannotBind(e);
        }
        ExecutorClient client = new ExecutorClient(driver, memory, factory, wire, server, blockService);
        try {
            client.register(wire, reachable(listen, advertise, server.getPort()));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static String reachable(Address listen, String advertise, int port) {
        if (advertise.isEmpty()) {
            return listen.host() + ":" + port;
        }
        return advertise.contains(":") ? Address.parse(advertise).toString() : advertise + ":" + port;
    }

    @Override
    public ExecutorId id() {
        return id;
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        }
    }

    @Override
    public boolean drain(long millis) throws InterruptedException {
        send(ExecutorMessage.newBuilder().setDraining(ExecutorMessage.Draining.getDefaultInstance()).build());
        try {
            CompletableFuture.anyOf(letGo, ended).get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ended.complete("it was closed");
        clock.shutdownNow();
        synchronized (this) {
            if (stream != null) {
                try {
                    stream.onCompleted();
                } catch (IllegalStateException e) {
                    stream = null;
                }
            }
        }
        ClusterTransport.HostedExecutor here = executor;
        if (here != null) {
            here.close();
        }
        server.shutdownNow();
        channel.shutdown();
        remote.close();
        try {
            if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
            server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void taskEnded(ExecutorId from, TaskAttemptId attempt, TaskOutcome outcome) {
        send(ExecutorMessage.newBuilder().setTaskEnded(
                ExecutorMessage.TaskEnded.newBuilder().setAttempt(TaskCodec.encode(attempt)).setOutcome(TaskCodec.encode(outcome)))
                .build());
    }

    @Override
    public void taskProgress(ExecutorId from, TaskAttemptId attempt, long rowsRead) {
        send(ExecutorMessage.newBuilder()
                .setTaskProgress(ExecutorMessage.TaskProgress.newBuilder().setAttempt(TaskCodec.encode(attempt)).setRowsRead(rowsRead))
                .build());
    }

    private void register(Wire wire, String blockAddress) {
        StreamObserver<ExecutorMessage> out = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(Methods.JOIN, wire.options()), new Commands());
        synchronized (this) {
            stream = out;
        }
        send(ExecutorMessage.newBuilder().setRegister(ExecutorMessage.Register.newBuilder().setVersion(ProtocolVersion.TEXT)
                .setSlots(factory.slots()).setBlockAddress(blockAddress)).build());
        try {
            registered.get(REGISTER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EngineException error ? error.rethrown()
                    : ErrorCondition.DRIVER_LOST.caused(e.getCause(), "address", driver, "detail",
                            String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw ErrorCondition.DRIVER_LOST.caused(e, "address", driver, "detail", "it did not answer for " + REGISTER_SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
        }
        ExecutorMessage heartbeat = ExecutorMessage.newBuilder().setHeartbeat(ExecutorMessage.Heartbeat.getDefaultInstance()).build();
        clock.scheduleAtFixedRate(() -> {
            if (silence.tooLong(System.nanoTime())) {
                ended.complete("nothing was heard of the driver for " + DEADLINE_MILLIS / 1000 + " s");
            }
            send(heartbeat);
        }, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void send(ExecutorMessage message) {
        if (stream != null && !ended.isDone()) {
            try {
                stream.onNext(message);
            } catch (IllegalStateException e) {
                stream = null;
            }
        }
    }

    /** A stage's tasks share one fragment object, as they do in process. */
    private PhysicalPlan fragment(TaskMessage task) {
        StageId stage = TaskCodec.decode(task.getAttempt().getStage());
        PhysicalPlan known = lastFragment;
        if (known != null && stage.equals(lastStage) && task.getFragment().equals(lastEncoded)) {
            return known;
        }
        PhysicalPlan decoded = PlanCodec.decode(task.getFragment());
        lastStage = stage;
        lastEncoded = task.getFragment();
        lastFragment = decoded;
        return decoded;
    }

    /** What the driver says. */
    private final class Commands implements StreamObserver<DriverMessage> {

        @Override
        public void onNext(DriverMessage message) {
            silence.heard(System.nanoTime());
            ClusterTransport.HostedExecutor here = executor;
            switch (message.getKindCase()) {
                case REGISTERED -> {
                    ExecutorId self = new ExecutorId(message.getRegistered().getExecutor());
                    id = self;
                    create(self);
                }
                case REFUSED -> registered.completeExceptionally(TaskCodec.decode(message.getRefused().getError()));
                case LAUNCH -> launch(message.getLaunch());
                case CANCEL -> {
                    if (here != null) {
                        here.cancel(TaskCodec.decode(message.getCancel()));
                    }
                }
                case DROP_JOB -> {
                    if (here != null) {
                        here.dropJob(TaskCodec.decode(message.getDropJob()));
                    }
                }
                case DROP_STAGE -> {
                    if (here != null) {
                        here.dropStage(TaskCodec.decode(message.getDropStage()));
                    }
                }
                case LET_GO -> letGo.complete(true);
                case HEARTBEAT, KIND_NOT_SET -> {
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            Status status = Status.fromThrowable(error);
            registered.completeExceptionally(status.getCode() == Status.Code.UNAUTHENTICATED
                    ? ErrorCondition.CONNECTION_REFUSED.with("address", driver, "detail", status.getDescription() + ".")
                    : new StatusRuntimeException(status));
            ended.complete("the connection to the driver broke: " + status);
        }

        @Override
        public void onCompleted() {
            registered.completeExceptionally(ErrorCondition.DRIVER_LOST.with("address", driver, "detail", "it closed the connection."));
            ended.complete("the driver has ended");
        }

        private void create(ExecutorId self) {
            try {
                ClusterTransport.HostedExecutor made = factory.create(self, ExecutorClient.this, remote);
                executor = made;
                blockService.serve(self, made.localBlocks());
                registered.complete(self);
            } catch (EngineException e) {
                registered.completeExceptionally(e);
            } catch (RuntimeException e) {
                registered.completeExceptionally(
                        ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The executor could not start: " + e + "."));
            }
        }

        private void launch(TaskMessage task) {
            ClusterTransport.HostedExecutor here = executor;
            if (here == null) {
                return;
            }
            try {
                here.launch(TaskCodec.decode(task, fragment(task)));
            } catch (EngineException e) {
                taskEnded(id, TaskCodec.decode(task.getAttempt()), new TaskOutcome.Failed(e));
            } catch (RuntimeException e) {
                taskEnded(id, TaskCodec.decode(task.getAttempt()),
                        new TaskOutcome.Failed(
                                ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "A task could not be decoded: " + e + ".")));
            }
        }
    }
}
