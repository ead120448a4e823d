package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The executor of a daemon: joins a driver and works until the driver has gone. */
public final class ExecutorProcess implements AutoCloseable {

    private final MemoryPool memory;
    private final ClusterTransport.ExecutorConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExecutorProcess(MemoryPool memory, ClusterTransport.ExecutorConnection connection) {
        this.memory = memory;
        this.connection = connection;
    }

    /**
     * @param driver {@code host:port} of the driver
     * @param listen {@code host:port} at which blocks are served; port 0 takes a free one
     * @param slots  tasks to run at once
     * @throws dev.millrace.error.EngineException DRIVER_LOST, CONNECTION_REFUSED, VERSION_MISMATCH, MASTER_NOT_AVAILABLE
     */
    public static ExecutorProcess join(String driver, String listen, int slots, Config config) {
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
