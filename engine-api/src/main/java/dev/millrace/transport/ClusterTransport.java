package dev.millrace.transport;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.memory.MemoryPool;

/**
 * Connects a driver and executors in several processes. Found by {@code ServiceLoader}, so that local mode loads no network code; the
 * {@code proto} artifact
 * has the one there is, over gRPC.
 */
public interface ClusterTransport {

    /**
     * Driver side: listens for executors.
     *
     * @param port   0 takes a free one
     * @param memory where fetched blocks are counted
     * @throws EngineException MASTER_NOT_AVAILABLE when the address cannot be bound
     */
    DriverListener listen(String host, int port, ClusterDriver driver, MemoryPool memory, Config config);

    /**
     * As {@link #listen(String, int, ClusterDriver, MemoryPool, Config)}, of a daemon: clients are served at the same address.
     *
     * @param clients makes the runner of a client that connects
     */
    DriverListener serve(String host, int port, ClusterDriver driver, ClientRunners clients, MemoryPool memory, Config config);

    /**
     * Client side: connects to the daemon of a driver.
     *
     * @param driver      {@code host:port}
     * @param application a name for people
     * @param memory      where blocks of results are counted
     * @throws EngineException DRIVER_LOST, CONNECTION_REFUSED, VERSION_MISMATCH
     */
    DriverConnection connect(String driver, String application, MemoryPool memory, Config config);

    /**
     * Executor side: joins a driver that is there, and serves tasks and blocks until it is closed or the driver is gone.
     *
     * @param driver  {@code host:port} of the driver
     * @param listen  {@code host:port} to serve blocks at; port 0 takes a free one
     * @param memory  where fetched blocks are counted
     * @throws EngineException DRIVER_LOST, CONNECTION_REFUSED, VERSION_MISMATCH
     */
    ExecutorConnection join(String driver, String listen, MemoryPool memory, ExecutorFactory factory, Config config);

    /** What the driver hears. */
    interface ClusterDriver extends DriverEndpoint {

        void registered(ExecutorEndpoint executor);

        /** The executor wants to leave: nothing new is given to it, and it is let go once nobody needs it. */
        void draining(ExecutorId executor);

        /** However it was noticed; called once for each executor that had registered. */
        void lost(ExecutorId executor, EngineException reason);
    }

    /** Makes runners for clients of a daemon. */
    interface ClientRunners {

        /** @param session names the client's jobs */
        PlanRunner open(String session);
    }

    /** The daemon of a driver, seen by a client. When the driver has gone, runs end with DRIVER_LOST; the next run connects again. */
    interface DriverConnection extends PlanRunner, AutoCloseable {

        /** Ends the client's runs. */
        @Override
        void close();
    }

    /** A driver that listens. */
    interface DriverListener extends AutoCloseable {

        /** {@code host:port} that executors join. */
        String address();

        /** Blocks of every executor. */
        BlockSource blocks();

        @Override
        void close();
    }

    /** Makes the executor of this process once its id is known. */
    interface ExecutorFactory {

        /** Tasks that the executor will run at once. */
        int slots();

        /** @param remote blocks of the other executors */
        HostedExecutor create(ExecutorId id, DriverEndpoint driver, BlockSource remote);
    }

    /** The executor of this process. */
    interface HostedExecutor extends ExecutorEndpoint, AutoCloseable {

        /** Blocks that lie here, for whoever fetches them. */
        BlockSource localBlocks();

        /** Ends tasks and frees everything. */
        @Override
        void close();
    }

    /** A joined executor. */
    interface ExecutorConnection extends AutoCloseable {

        ExecutorId id();

        /** Returns when the driver has gone or the connection was closed; says why. */
        String awaitEnd() throws InterruptedException;

        /**
         * Asks the driver for no more tasks, and waits until what runs here has ended and nobody needs what lies here.
         *
         * @return false when that has not happened in time
         */
        boolean drain(long millis) throws InterruptedException;

        @Override
        void close();
    }
}
