package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.PlanRun;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The client's end: one link to the driver at a time, opened again when it was lost and something is to run. */
final class DriverClient implements ClusterTransport.DriverConnection {

    private static final long HEARTBEAT_MILLIS = 1000;

    private final Address driver;
    private final String application;
    private final MemoryPool memory;
    private final Wire wire;
    private final AtomicLong runs = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "millrace-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable DriverLink current;
    private boolean closed;

    DriverClient(Address driver, String application, MemoryPool memory, Wire wire) {
        this.driver = driver;
        this.application = application;
        this.memory = memory;
        this.wire = wire;
        clock.scheduleAtFixedRate(this::beat, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Connects, so that an address where nobody listens is an error before something runs. */
    void connect() {
        link();
    }

    @Override
    public ClusterSize size(long waitMillis) {
        return link().size(waitMillis);
    }

    @Override
    public PlanRun run(PlanRequest request, PlanObserver observer) {
        return link().run(runs.incrementAndGet(), request, observer);
    }

    @Override
    public void cancelAll(String reason) {
        DriverLink link = currentLink();
        if (link != null) {
            link.cancelAll(reason);
        }
    }

    @Override
    public void close() {
        DriverLink link;
        synchronized (this) {
            closed = true;
            link = current;
        }
        clock.shutdownNow();
        if (link != null) {
            link.end("the session was closed.");
        }
    }

    private synchronized @Nullable DriverLink currentLink() {
        return current;
    }

    private synchronized DriverLink link() {
        if (closed) {
            throw ErrorCondition.SESSION_CLOSED.with();
        }
        if (current == null || current.ended()) {
            current = DriverLink.open(driver, application, memory, wire);
        }
        return current;
    }

    private void beat() {
        DriverLink link = currentLink();
        if (link != null && !link.ended()) {
            try {
                link.beat();
            } catch (EngineException e) {
                link.end(e.getMessage());
            }
        }
    }
}
