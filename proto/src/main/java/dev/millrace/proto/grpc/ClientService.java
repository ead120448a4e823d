package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.ClientMessage;
import dev.millrace.proto.message.RunMessage;
import dev.millrace.proto.message.ServerMessage;
import dev.millrace.proto.message.SizeMessage;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.PlanRunner;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the clients of a daemon: each holds one stream open, and its end, or silence, ends what runs for it. */
final class ClientService {

    private static final Logger LOG = LoggerFactory.getLogger(ClientService.class);
    private static final long DEADLINE_MILLIS = 8000;

    private final ClusterTransport.ClientRunners runners;
    private final MemoryPool memory;
    private final String epoch;
    private final Supplier<ClusterSize> size;
    private final AtomicInteger clients = new AtomicInteger();
    private final Map<String, Connection> sessions = new ConcurrentHashMap<>();

    /**
     * @param memory where blocks are counted
     * @param epoch  names this life of the driver
     * @param size   of the cluster now
     */
    ClientService(ClusterTransport.ClientRunners runners, MemoryPool memory, String epoch, Supplier<ClusterSize> size) {
        this.runners = runners;
        this.memory = memory;
        this.epoch = epoch;
        this.size = size;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(Methods.CLIENTS)
                .addMethod(Methods.OPEN, ServerCalls.asyncBidiStreamingCall(Connection::new))
                .addMethod(Methods.read(new BlockMarshaller(memory)), ServerCalls.asyncServerStreamingCall(this::read)).build();
    }

    /** An executor has come or gone. */
    void sizeChanged() {
        ServerMessage message = ServerMessage.newBuilder().setSize(sizeMessage()).build();
        sessions.values().forEach(session -> session.send(message));
    }

    /** Asked every second. */
    void beat() {
        ServerMessage message = ServerMessage.newBuilder().setHeartbeat(ServerMessage.Heartbeat.getDefaultInstance()).build();
        long now = System.nanoTime();
        for (Connection session : sessions.values()) {
            if (session.silence.tooLong(now)) {
                session.end("nothing was heard of it for " + DEADLINE_MILLIS / 1000 + " s");
            } else {
                session.send(message);
            }
        }
    }

    void close() {
        sessions.values().forEach(session -> session.end("the driver ends"));
    }

    private SizeMessage sizeMessage() {
        ClusterSize now = size.get();
        return SizeMessage.newBuilder().setExecutors(now.executors()).setSlots(now.slots()).build();
    }

    private void read(RunMessage request, StreamObserver<BlockFrame> response) {
        Connection session = sessions.get(request.getSession());
        ServedRun run = session == null ? null : session.runs.get(request.getNumber());
        if (run == null) {
            response.onError(Status.NOT_FOUND.withDescription("no such run").asRuntimeException());
            return;
        }
        run.read((ServerCallStreamObserver<BlockFrame>) response);
    }

    /** One client's stream, from its first message to its end. */
    private final class Connection implements StreamObserver<ClientMessage> {

        private final StreamObserver<ServerMessage> response;
        private final Map<Long, ServedRun> runs = new ConcurrentHashMap<>();
        private final Silence silence = new Silence(DEADLINE_MILLIS, System.nanoTime());
        private @Nullable Client client;
        private boolean ended;

        Connection(StreamObserver<ServerMessage> response) {
            this.response = response;
        }

        @Override
        public void onNext(ClientMessage message) {
            silence.heard(System.nanoTime());
            Client known = client;
            if (known == null) {
                open(message);
                return;
            }
            switch (message.getKindCase()) {
                case SUBMIT -> {
                    ServedRun run = new ServedRun(message.getSubmit().getRun(), this::send);
                    runs.put(message.getSubmit().getRun(), run);
                    run.start(message.getSubmit(), known.runner());
                }
                case AWAIT -> {
                    ServedRun run = runs.get(message.getAwait().getRun());
                    if (run != null) {
                        run.await();
                    }
                }
                case CLOSE -> {
                    ServedRun run = runs.remove(message.getClose().getRun());
                    if (run != null) {
                        run.close();
                    }
                }
                case CANCEL_ALL -> known.runner().cancelAll(message.getCancelAll().getReason());
                case HEARTBEAT, OPEN, KIND_NOT_SET -> {
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            end("the connection broke: " + error.getMessage());
        }

        @Override
        public void onCompleted() {
            end("it has left");
        }

        private void open(ClientMessage message) {
            String version = message.getOpen().getVersion();
            if (message.getKindCase() != ClientMessage.KindCase.OPEN || !version.equals(ProtocolVersion.TEXT)) {
                LOG.warn("a client of version '{}' was refused, this driver is of version '{}'", version, ProtocolVersion.TEXT);
                EngineException error =
                        ErrorCondition.VERSION_MISMATCH.with("address", "the driver", "theirs", ProtocolVersion.TEXT, "ours", version);
                response.onNext(ServerMessage.newBuilder()
                        .setRefused(ServerMessage.Refused.newBuilder().setError(TaskCodec.encode(error))).build());
                response.onCompleted();
                return;
            }
            String id = epoch + "-" + clients.incrementAndGet();
            client = new Client(id, message.getOpen().getApplication(), runners.open(id));
            sessions.put(id, this);
            send(ServerMessage.newBuilder().setOpened(ServerMessage.Opened.newBuilder().setSession(id).setSize(sizeMessage())).build());
            LOG.info("client {} ({}) has connected", id, message.getOpen().getApplication());
        }

        private synchronized void send(ServerMessage message) {
            if (!ended) {
                try {
                    response.onNext(message);
                } catch (RuntimeException broken) {
                    // The end of the stream is told by onError; nobody is there to hear this message.
                    ended = true;
                }
            }
        }

        private void end(String reason) {
            Client known = client;
            if (known == null || sessions.remove(known.session()) == null) {
                return;
            }
            LOG.info("client {} ({}) is gone: {}", known.session(), known.application(), reason);
            runs.values().forEach(ServedRun::close);
            runs.clear();
            synchronized (this) {
                if (!ended) {
                    ended = true;
                    try {
                        response.onCompleted();
                    } catch (RuntimeException broken) {
                        LOG.debug("the stream of client {} had ended", known.session(), broken);
                    }
                }
            }
        }
    }

    private record Client(String session, String application, PlanRunner runner) {}
}
