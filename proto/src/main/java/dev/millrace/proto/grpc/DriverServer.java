package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.DriverMessage;
import dev.millrace.proto.message.ExecutorMessage;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.ExecutorId;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver's end: each executor holds one stream open; its end, or too long without a message, is the executor's loss. */
final class DriverServer implements ClusterTransport.DriverListener {

    private static final Logger LOG = LoggerFactory.getLogger(DriverServer.class);
    private static final String LEFT = "it has left.";
    private static final long HEARTBEAT_MILLIS = 1000;

    private final ClusterTransport.ClusterDriver driver;
    private final RemoteBlocks blocks;
    private final long timeoutMillis;
    private final String epoch = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final @Nullable ClientService clients;
    private final Map<ExecutorId, Registration> registrations = new ConcurrentHashMap<>();
    private final EncodedFragments fragments = new EncodedFragments();
    private final AtomicInteger lives = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "millrace-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Server server;
    private String address = "";

    private DriverServer(ClusterTransport.ClusterDriver driver, ClusterTransport.@Nullable ClientRunners runners, MemoryPool memory,
            RemoteBlocks blocks, long timeoutMillis) {
        this.driver = driver;
        this.blocks = blocks;
        this.timeoutMillis = timeoutMillis;
        this.clients = runners == null ? null : new ClientService(runners, memory, epoch, this::size);
    }

    /** @param runners null when no clients are served; @param timeoutMillis silence after which an executor is lost */
    static DriverServer start(Address address, ClusterTransport.ClusterDriver driver, ClusterTransport.@Nullable ClientRunners runners,
            MemoryPool memory, Wire wire, long timeoutMillis) {
        address.requireFree();
        DriverServer started = new DriverServer(driver, runners, memory, new RemoteBlocks(wire, memory, wire.fetch()), timeoutMillis);
        ServerServiceDefinition control = ServerServiceDefinition.builder(Methods.CONTROL)
                .addMethod(Methods.JOIN, ServerCalls.asyncBidiStreamingCall(started::join)).build();
        try {
            NettyServerBuilder builder = wire.listen(address).maxInboundMessageSize(Methods.MAX_MESSAGE_BYTES).addService(control);
            if (started.clients != null) {
                builder.addService(started.clients.definition());
            }
            Server server = builder.build().start();
            started.server = server;
            started.address = address.host() + ":" + server.getPort();
        } catch (IOException e) {
            started.close();
            throw address.cannotBind(e);
        }
        started.clock.scheduleAtFixedRate(started::beat, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        return started;
    }

    @Override
    public String address() {
        return address;
    }

    /** Every method that is served. */
    List<ServerServiceDefinition> services() {
        return server == null ? List.of() : server.getServices();
    }

    @Override
    public BlockSource blocks() {
        return blocks;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (clients != null) {
            clients.close();
        }
        registrations.values().forEach(registration -> registration.executor.end());
        if (server != null) {
            server.shutdown();
            try {
                if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
                    server.shutdownNow();
                    server.awaitTermination(2, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                server.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        blocks.close();
    }

    private StreamObserver<ExecutorMessage> join(StreamObserver<DriverMessage> response) {
        return new Connection(response);
    }

    private ClusterSize size() {
        int slots = 0;
        int executors = 0;
        for (Registration registration : registrations.values()) {
            slots += registration.executor.slots();
            executors++;
        }
        return new ClusterSize(executors, slots);
    }

    private void resized() {
        if (clients != null) {
            clients.sizeChanged();
        }
    }

    private void beat() {
        if (clients != null) {
            clients.beat();
        }
        long now = System.nanoTime();
        for (Registration registration : registrations.values()) {
            if (registration.silence.tooLong(now)) {
                lost(registration.executor.id(), "nothing was heard of it for " + timeoutMillis + " ms.");
            } else {
                registration.executor.send(DriverMessage.newBuilder().setHeartbeat(DriverMessage.Heartbeat.getDefaultInstance()).build());
            }
        }
    }

    private void lost(ExecutorId id, String detail) {
        Registration gone = registrations.remove(id);
        if (gone != null) {
            if (detail.equals(LEFT)) {
                LOG.info("executor {} has left", id);
            } else {
                LOG.warn("executor {} is lost: {}", id, detail);
            }
            gone.executor.end();
            driver.lost(id, ErrorCondition.EXECUTOR_LOST.with("executor", id, "detail", detail));
            resized();
        }
    }

    /** An executor that is there, and when it was last heard. */
    private final class Registration {

        private final RemoteExecutor executor;
        private final Silence silence = new Silence(timeoutMillis, System.nanoTime());

        Registration(RemoteExecutor executor) {
            this.executor = executor;
        }
    }

    /** One executor's stream, from its first message to its end. */
    private final class Connection implements StreamObserver<ExecutorMessage> {

        private final StreamObserver<DriverMessage> response;
        private @Nullable Registration registration;

        Connection(StreamObserver<DriverMessage> response) {
            this.response = response;
        }

        @Override
        public void onNext(ExecutorMessage message) {
            Registration known = registration;
            if (known == null) {
                register(message);
                return;
            }
            known.silence.heard(System.nanoTime());
            ExecutorId id = known.executor.id();
            switch (message.getKindCase()) {
                case TASK_ENDED -> driver.taskEnded(id, TaskCodec.decode(message.getTaskEnded().getAttempt()),
                        TaskCodec.decode(message.getTaskEnded().getOutcome()));
                case TASK_PROGRESS -> driver.taskProgress(id, TaskCodec.decode(message.getTaskProgress().getAttempt()),
                        message.getTaskProgress().getRowsRead());
                case DRAINING -> {
                    LOG.info("executor {} drains", id);
                    driver.draining(id);
                }
                case HEARTBEAT, REGISTER, KIND_NOT_SET -> {
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            end("the connection broke: " + error.getMessage() + ".");
        }

        @Override
        public void onCompleted() {
            end(LEFT);
        }

        private void register(ExecutorMessage message) {
            if (message.getKindCase() != ExecutorMessage.KindCase.REGISTER
                    || !message.getRegister().getVersion().equals(ProtocolVersion.TEXT)) {
                LOG.warn("an executor of version '{}' was refused, this driver is of version '{}'", message.getRegister().getVersion(),
                        ProtocolVersion.TEXT);
                EngineException error = ErrorCondition.VERSION_MISMATCH.with("address", address, "theirs", ProtocolVersion.TEXT, "ours",
                        message.getRegister().getVersion());
                response.onNext(DriverMessage.newBuilder().setRefused(DriverMessage.Refused.newBuilder().setError(TaskCodec.encode(error)))
                        .build());
                response.onCompleted();
                return;
            }
            ExecutorId id = new ExecutorId(message.getRegister().getBlockAddress() + "#" + lives.incrementAndGet());
            RemoteExecutor executor = new RemoteExecutor(id, message.getRegister().getSlots(), response, fragments);
            Registration made = new Registration(executor);
            registration = made;
            registrations.put(id, made);
            executor.send(DriverMessage.newBuilder().setRegistered(DriverMessage.Registered.newBuilder().setExecutor(id.name())).build());
            LOG.info("executor {} has registered with {} {}", id, executor.slots(), executor.slots() == 1 ? "slot" : "slots");
            driver.registered(executor);
            resized();
        }

        private void end(String detail) {
            if (registration != null) {
                lost(registration.executor.id(), detail);
            }
        }
    }
}
