package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.JobId;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRun;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plan that runs in the daemon of a driver. Its rows are read by a call of their own; everything else is told by the link. */
final class RemoteRun implements PlanRun {

    private static final long REASON_SECONDS = 5;

    private final long number;
    private final DriverLink link;
    private final PlanObserver observer;
    private final CompletableFuture<JobId> started = new CompletableFuture<>();
    private final CompletableFuture<List<WrittenFile>> finished = new CompletableFuture<>();
    private final Context.CancellableContext context = Context.current().withCancellation();
    private final Object reading = new Object();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean broken;
    private @Nullable Iterator<BlockFrame> frames;

    RemoteRun(long number, DriverLink link, PlanObserver observer) {
        this.number = number;
        this.link = link;
        this.observer = observer;
    }

    PlanObserver observer() {
        return observer;
    }

    void started(JobId job) {
        started.complete(job);
    }

    void finished(List<WrittenFile> files) {
        finished.complete(files);
    }

    /** Whoever reads or waits hears of it now. */
    void failed(EngineException error) {
        broken = true;
        started.completeExceptionally(error);
        finished.completeExceptionally(error);
    }

    /** As {@link #failed}; rows that are on their way will not come either. */
    void lost(EngineException error) {
        failed(error);
        context.cancel(null);
    }

    @Override
    public JobId id() {
        return await(started);
    }

    @Override
    public @Nullable Block nextBlock() {
        synchronized (reading) {
            if (closed.get()) {
                throw ErrorCondition.QUERY_CANCELLED.with("reason", ": its result was closed");
            }
            await(started);
            try {
                if (frames == null) {
                    frames = inContext(link::read);
                }
                if (frames.hasNext()) {
                    return frames.next().block();
                }
            } catch (StatusRuntimeException e) {
                throw reason(e);
            }
            await(finished);
            return null;
        }
    }

    @Override
    public List<WrittenFile> awaitFiles() {
        link.awaitEnd(number);
        return await(finished);
    }

    @Override
    public boolean failed() {
        return broken;
    }

    /** The driver frees what it kept by itself. */
    @Override
    public void awaitFreed() {}

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        link.close(number);
        failed(ErrorCondition.QUERY_CANCELLED.with("reason", ": its result was closed"));
        context.cancel(null);
        synchronized (reading) {
            try {
                while (frames != null && frames.hasNext()) {
                    frames.next().block().release();
                }
            } catch (StatusRuntimeException e) {
                frames = null;
            }
        }
    }

    private Iterator<BlockFrame> inContext(Function<Long, Iterator<BlockFrame>> call) {
        Context before = context.attach();
        try {
            return call.apply(number);
        } finally {
            context.detach(before);
        }
    }

    /** What ended the rows: the link tells it before they end. */
    private EngineException reason(StatusRuntimeException ended) {
        if (Thread.currentThread().isInterrupted()) {
            link.close(number);
            return ErrorCondition.QUERY_CANCELLED.caused(ended, "reason", ": its thread was interrupted");
        }
        if (ended.getStatus().getCause() instanceof EngineException here) {
            return here.rethrown();
        }
        try {
            finished.get(REASON_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException error) {
                return error.rethrown();
            }
        } catch (TimeoutException e) {
            return link.gone(ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
        }
        return link.gone(ended);
    }

    private <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EngineException error ? error.rethrown() : link.gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.close(number);
            throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
        }
    }
}
