package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The executor of a daemon: joins a driver and works until the driver has gone. */
public final class ExecutorProcess implements AutoCloseable {

    private static final long RETRY_NANOS = 200_000_000;

    private final MemoryPool memory;
    private final ClusterTransport.ExecutorConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExecutorProcess(MemoryPool memory, ClusterTransport.ExecutorConnection connection) {
        this.memory = memory;
        this.connection = connection;
    }

    /**
     * Joins a driver, which may start a little later than this.
     *
     * @param driver {@code host:port} of the driver
     * @param listen {@code host:port} at which blocks are served; port 0 takes a free one
     * @param slots  tasks to run at once
     * @throws dev.millrace.error.EngineException DRIVER_LOST, CONNECTION_REFUSED, VERSION_MISMATCH, MASTER_NOT_AVAILABLE
     */
    public static ExecutorProcess join(String driver, String listen, int slots, Config config) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.get(ConfigKeys.EXECUTOR_WAIT));
        while (true) {
            try {
                return joinNow(driver, listen, slots, config);
            } catch (EngineException e) {
                if (e.condition() != ErrorCondition.DRIVER_LOST || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** As {@link #join}, without waiting for a driver that is not there yet. */
    static ExecutorProcess joinNow(String driver, String listen, int slots, Config config) {
        ClusterTransport transport = Transports.find(driver);
        MemoryPool memory = MemoryPool.root("executor", Budget.of(config));
        try {
            return new ExecutorProcess(memory,
                    transport.join(driver, listen, memory, new Nodes(slots, memory, DataSources.all(), config), config));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    public ExecutorId id() {
        return connection.id();
    }

    /** Waits until the driver has gone or this is closed; says why. */
    public String awaitEnd() throws InterruptedException {
        return connection.awaitEnd();
    }

    /**
     * Takes no more tasks, and waits until those that run have ended and nobody needs what lies here.
     *
     * @return false when that has not happened in time
     */
    public boolean drain(long millis) throws InterruptedException {
        return connection.drain(millis);
    }

    /** Ends tasks and gives everything back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection.close();
            memory.close();
        }
    }

    private record Nodes(int slots, MemoryPool memory, Map<String, DataSource> sources,
            Config config) implements ClusterTransport.ExecutorFactory {

        @Override
        public ClusterTransport.HostedExecutor create(ExecutorId id, DriverEndpoint driver, BlockSource remote) {
            return new HostedNode(id, slots, memory, sources, remote, driver, config);
        }
    }
}
