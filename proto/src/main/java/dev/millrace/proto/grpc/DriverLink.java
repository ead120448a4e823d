package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.PlanCodec;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.ClientMessage;
import dev.millrace.proto.message.RunMessage;
import dev.millrace.proto.message.ServerMessage;
import dev.millrace.proto.message.SizeMessage;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.TaskOutcome;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One life of the connection between a client and a driver: a stream, and the runs that it tells of. */
final class DriverLink implements StreamObserver<ServerMessage> {

    private static final long OPEN_SECONDS = 10;
    private static final long DEADLINE_MILLIS = 4000;
    private static final long CLOSE_SECONDS = 2;

    private final Address driver;
    private final CallOptions options;
    private final ManagedChannel channel;
    private final MethodDescriptor<RunMessage, BlockFrame> read;
    private final CompletableFuture<String> opened = new CompletableFuture<>();
    private final Map<Long, RemoteRun> runs = new ConcurrentHashMap<>();
    private final Silence silence = new Silence(DEADLINE_MILLIS, System.nanoTime());
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Object resized = new Object();
    private ClusterSize size = new ClusterSize(0, 0);
    private @Nullable StreamObserver<ClientMessage> stream;
    private String session = "";

    private DriverLink(Address driver, MemoryPool memory, Wire wire) {
        this.driver = driver;
        this.options = wire.options();
        this.read = Methods.read(new BlockMarshaller(memory));
        this.channel = wire.connect(driver).flowControlWindow(4 << 20).build();
    }

    /** @throws EngineException DRIVER_LOST, CONNECTION_REFUSED, VERSION_MISMATCH */
    static DriverLink open(Address driver, String application, MemoryPool memory, Wire wire) {
        DriverLink link = new DriverLink(driver, memory, wire);
        try {
            link.open(application);
            return link;
        } catch (RuntimeException e) {
            link.end("it could not be opened.");
            throw e;
        }
    }

    boolean ended() {
        return ended.get();
    }

    ClusterSize size(long waitMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        synchronized (resized) {
            for (long left = deadline - System.nanoTime(); size.executors() == 0 && left > 0 && !ended.get(); left =
                    deadline - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(resized, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
                }
            }
            return size;
        }
    }

    RemoteRun run(long number, PlanRequest request, PlanObserver observer) {
        ClientMessage submit = ClientMessage.newBuilder().setSubmit(ClientMessage.Submit.newBuilder().setRun(number)
                .setPlan(PlanCodec.encode(request.plan()).toByteString()).putAllConfig(request.config().texts())
                .setKeep(request.keep().name()))
                .build();
        RemoteRun run = new RemoteRun(number, this, observer);
        runs.put(number, run);
        send(submit);
        if (ended.get()) {
            run.lost(lost("it has gone."));
        }
        return run;
    }

    void cancelAll(String reason) {
        send(ClientMessage.newBuilder().setCancelAll(ClientMessage.CancelAll.newBuilder().setReason(reason)).build());
    }

    /** Asked every second. */
    void beat() {
        if (silence.tooLong(System.nanoTime())) {
            end("nothing was heard of it for " + DEADLINE_MILLIS / 1000 + " s.");
        } else {
            send(ClientMessage.newBuilder().setHeartbeat(ClientMessage.Heartbeat.getDefaultInstance()).build());
        }
    }

    Iterator<BlockFrame> read(long number) {
        return ClientCalls.blockingServerStreamingCall(channel, read, options,
                RunMessage.newBuilder().setSession(session).setNumber(number).build());
    }

    void awaitEnd(long number) {
        send(ClientMessage.newBuilder().setAwait(ClientMessage.Await.newBuilder().setRun(number)).build());
    }

    void close(long number) {
        if (runs.remove(number) != null) {
            send(ClientMessage.newBuilder().setClose(ClientMessage.Close.newBuilder().setRun(number)).build());
        }
    }

    EngineException gone(Throwable cause) {
        return ErrorCondition.DRIVER_LOST.caused(cause, "address", driver, "detail", String.valueOf(cause.getMessage()));
    }

    /** Runs end with DRIVER_LOST. */
    void end(String detail) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        EngineException error = lost(detail);
        opened.completeExceptionally(error);
        runs.values().forEach(run -> run.lost(error));
        runs.clear();
        synchronized (resized) {
            size = new ClusterSize(0, 0);
            resized.notifyAll();
        }
        synchronized (this) {
            if (stream != null) {
                try {
                    stream.onCompleted();
                } catch (RuntimeException broken) {
                    stream = null;
                }
            }
        }
        channel.shutdown();
        try {
            // The daemon ends the stream too. It is waited for by whoever may wait; a silent one is left at once.
            if (!channel.awaitTermination(Thread.currentThread().isInterrupted() ? 0 : CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onNext(ServerMessage message) {
        silence.heard(System.nanoTime());
        switch (message.getKindCase()) {
            case OPENED -> {
                session = message.getOpened().getSession();
                resize(message.getOpened().getSize());
                opened.complete(session);
            }
            case REFUSED -> opened.completeExceptionally(TaskCodec.decode(message.getRefused().getError()));
            case SIZE -> resize(message.getSize());
            case STARTED -> {
                RemoteRun run = runs.get(message.getStarted().getRun());
                if (run != null) {
                    run.started(TaskCodec.decode(message.getStarted().getJob()));
                }
            }
            case STAGES -> {
                RemoteRun run = runs.get(message.getStages().getRun());
                if (run != null) {
                    run.observer().stages(message.getStages().getStagesList().stream().map(TaskCodec::decode).toList());
                }
            }
            case TASK_DONE -> taskDone(message.getTaskDone());
            case TASK_PROGRESS -> {
                RemoteRun run = runs.get(message.getTaskProgress().getRun());
                if (run != null) {
                    run.observer().taskProgress(TaskCodec.decode(message.getTaskProgress().getAttempt()),
                            message.getTaskProgress().getRowsRead());
                }
            }
            case NO_EXECUTOR -> {
                RemoteRun run = runs.get(message.getNoExecutor().getRun());
                if (run != null) {
                    run.observer().noExecutor();
                }
            }
            case FINISHED -> {
                RemoteRun run = runs.get(message.getFinished().getRun());
                if (run != null) {
                    run.finished(message.getFinished().getFilesList().stream().map(TaskCodec::decode).toList());
                }
            }
            case FAILED -> {
                RemoteRun run = runs.get(message.getFailed().getRun());
                if (run != null) {
                    run.failed(TaskCodec.decode(message.getFailed().getError()));
                }
            }
            case HEARTBEAT, KIND_NOT_SET -> {
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        Status status = Status.fromThrowable(error);
        if (status.getCode() == Status.Code.UNAUTHENTICATED) {
            opened.completeExceptionally(
                    ErrorCondition.CONNECTION_REFUSED.with("address", driver, "detail", status.getDescription() + "."));
        }
        endSoon("the connection broke: " + (status.getDescription() == null ? status.getCode() : status.getDescription()) + ".");
    }

    @Override
    public void onCompleted() {
        endSoon("it closed the connection.");
    }

    /** The connection's own threads must not wait for its end. */
    private void endSoon(String detail) {
        Thread.ofVirtual().name("millrace-link-end").start(() -> end(detail));
    }

    private void open(String application) {
        StreamObserver<ClientMessage> out = ClientCalls.asyncBidiStreamingCall(channel.newCall(Methods.OPEN, options), this);
        synchronized (this) {
            stream = out;
        }
        send(ClientMessage.newBuilder()
                .setOpen(ClientMessage.Open.newBuilder().setVersion(ProtocolVersion.TEXT).setApplication(application)).build());
        try {
            opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EngineException error ? error.rethrown() : gone(e);
        } catch (TimeoutException e) {
            throw ErrorCondition.DRIVER_LOST.caused(e, "address", driver, "detail", "it did not answer for " + OPEN_SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
        }
    }

    private void taskDone(ServerMessage.TaskDone message) {
        RemoteRun run = runs.get(message.getRun());
        if (run != null && TaskCodec.decode(message.getOutcome()) instanceof TaskOutcome.Succeeded outcome) {
            run.observer().taskDone(TaskCodec.decode(message.getAttempt()), outcome);
        }
    }

    private void resize(SizeMessage message) {
        synchronized (resized) {
            size = new ClusterSize(message.getExecutors(), message.getSlots());
            resized.notifyAll();
        }
    }

    private synchronized void send(ClientMessage message) {
        if (stream != null && !ended.get()) {
            try {
                stream.onNext(message);
            } catch (RuntimeException broken) {
                // onError tells why.
                stream = null;
            }
        }
    }

    private EngineException lost(String detail) {
        return ErrorCondition.DRIVER_LOST.with("address", driver, "detail", detail);
    }
}
