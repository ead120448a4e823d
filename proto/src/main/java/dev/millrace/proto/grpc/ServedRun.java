package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.proto.codec.PlanCodec;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.ClientMessage;
import dev.millrace.proto.message.ServerMessage;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.PlanRun;
import dev.millrace.transport.PlanRunner;
import dev.millrace.transport.StageSummary;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a client: tells it what happens, and sends the rows as fast as they are read. */
final class ServedRun implements PlanObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ServedRun.class);

    private final long number;
    private final Consumer<ServerMessage> client;
    private @Nullable PlanRun run;
    private boolean closed;

    ServedRun(long number, Consumer<ServerMessage> client) {
        this.number = number;
        this.client = client;
    }

    void start(ClientMessage.Submit request, PlanRunner runner) {
        try {
            PlanRun started = runner.run(new PlanRequest(PlanCodec.decode(request.getPlan()), new Config(request.getConfigMap()),
                    TaskCodec.storage(request.getKeep())), this);
            synchronized (this) {
                run = started;
            }
            client.accept(ServerMessage.newBuilder()
                    .setStarted(ServerMessage.Started.newBuilder().setRun(number).setJob(TaskCodec.encode(started.id()))).build());
        } catch (EngineException e) {
            failed(e);
        } catch (StackOverflowError e) {
            failed(ErrorCondition.MALFORMED_MESSAGE.caused(e, "what", "a plan", "detail", "its nesting is too deep."));
        } catch (RuntimeException e) {
            LOG.warn("a plan could not be started", e);
            failed(ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The driver could not start the plan: " + e + "."));
        }
    }

    /** The client waits for the end and reads no rows. */
    void await() {
        PlanRun known = run();
        if (known != null) {
            Thread.ofVirtual().name("millrace-await").start(() -> {
                try {
                    finished(known.awaitFiles());
                } catch (EngineException e) {
                    failed(e);
                } catch (RuntimeException e) {
                    failed(defect(e));
                }
            });
        }
    }

    /** The client reads the rows by this call. */
    void read(ServerCallStreamObserver<BlockFrame> response) {
        Object ready = new Object();
        Runnable news = () -> {
            synchronized (ready) {
                ready.notifyAll();
            }
        };
        response.setOnReadyHandler(news);
        response.setOnCancelHandler(news);
        PlanRun known = run();
        if (known == null) {
            response.onError(Status.NOT_FOUND.withDescription("the run was closed").asRuntimeException());
            return;
        }
        Thread.ofVirtual().name("millrace-read").start(() -> send(known, response, ready));
    }

    void close() {
        PlanRun known;
        synchronized (this) {
            closed = true;
            known = run;
        }
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void stages(List<StageSummary> stages) {
        ServerMessage.Stages.Builder message = ServerMessage.Stages.newBuilder().setRun(number);
        stages.forEach(stage -> message.addStages(TaskCodec.encode(stage)));
        client.accept(ServerMessage.newBuilder().setStages(message).build());
    }

    /** Sizes of an exchange's partitions are the driver's business alone. */
    @Override
    public void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
        MapOutput output = outcome.output();
        TaskOutcome told = output.rows().size() == 1 ? outcome
                : new TaskOutcome.Succeeded(new MapOutput(output.attempt(), output.executor(), List.of(), List.of(), output.checksum()),
                        outcome.files(), outcome.metrics());
        client.accept(ServerMessage.newBuilder().setTaskDone(ServerMessage.TaskDone.newBuilder().setRun(number)
                .setAttempt(TaskCodec.encode(attempt)).setOutcome(TaskCodec.encode(told))).build());
    }

    @Override
    public void taskProgress(TaskAttemptId attempt, long rowsRead) {
        client.accept(ServerMessage.newBuilder().setTaskProgress(ServerMessage.TaskProgress.newBuilder().setRun(number)
                .setAttempt(TaskCodec.encode(attempt)).setRowsRead(rowsRead)).build());
    }

    @Override
    public void noExecutor() {
        client.accept(ServerMessage.newBuilder().setNoExecutor(ServerMessage.NoExecutor.newBuilder().setRun(number)).build());
    }

    private synchronized @Nullable PlanRun run() {
        return closed ? null : run;
    }

    private void send(PlanRun known, ServerCallStreamObserver<BlockFrame> response, Object ready) {
        try {
            for (Block block = known.nextBlock(); block != null; block = known.nextBlock()) {
                try {
                    awaitReady(response, ready);
                    response.onNext(new BlockFrame(block));
                } finally {
                    block.release();
                }
            }
            finished(List.of());
            response.onCompleted();
        } catch (EngineException e) {
            failed(e);
            response.onError(Status.ABORTED.withDescription(e.condition().name()).asRuntimeException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.onError(Status.CANCELLED.asRuntimeException());
        } catch (RuntimeException e) {
            failed(defect(e));
            response.onError(Status.INTERNAL.asRuntimeException());
        }
    }

    private static void awaitReady(ServerCallStreamObserver<BlockFrame> response, Object ready) throws InterruptedException {
        synchronized (ready) {
            while (!response.isReady() && !response.isCancelled()) {
                ready.wait();
            }
        }
        if (response.isCancelled()) {
            throw ErrorCondition.QUERY_CANCELLED.with("reason", ": its client reads no more");
        }
    }

    private void finished(List<WrittenFile> files) {
        ServerMessage.Finished.Builder message = ServerMessage.Finished.newBuilder().setRun(number);
        files.forEach(file -> message.addFiles(TaskCodec.encode(file)));
        client.accept(ServerMessage.newBuilder().setFinished(message).build());
    }

    /** Whoever reads or waits is told by that; a client that reads nothing now hears it here. */
    @Override
    public void failed(EngineException error) {
        client.accept(ServerMessage.newBuilder()
                .setFailed(ServerMessage.Failed.newBuilder().setRun(number).setError(TaskCodec.encode(error))).build());
    }

    private static EngineException defect(RuntimeException cause) {
        LOG.warn("a run failed", cause);
        return ErrorCondition.INTERNAL_ERROR.caused(cause, "detail", "The driver failed: " + cause + ".");
    }
}
