package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.driver.job.EventLog;
import dev.millrace.driver.job.JobLoop;
import dev.millrace.driver.session.JobRunner;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.PlanRunner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The driver of a daemon: executors and clients connect to it; it runs the plans of its clients.
 *
 * <p>{@code try (DriverProcess driver = DriverProcess.listen("127.0.0.1:7077", config)) { … driver.address() … }}
 */
public final class DriverProcess implements AutoCloseable {

    private final MemoryPool memory;
    private final JobLoop loop;
    private final ClusterTransport.DriverListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DriverProcess(MemoryPool memory, JobLoop loop, ClusterTransport.DriverListener listener) {
        this.memory = memory;
        this.loop = loop;
        this.listener = listener;
    }

    /**
     * @param address {@code host:port}; port 0 takes a free one
     * @throws dev.millrace.error.EngineException MASTER_NOT_AVAILABLE when the address cannot be bound
     */
    public static DriverProcess listen(String address, Config config) {
        Master.Remote parsed = Master.address(address);
        ClusterTransport transport = Transports.find("grpc://" + address);
        MemoryPool memory = MemoryPool.root("driver", Budget.of(config));
        JobLoop loop = new JobLoop(address, EventLog.open(config));
        try {
            Clients clients = new Clients(loop, BuiltinFunctions.registry());
            ClusterTransport.DriverListener listener = transport.serve(parsed.host(), parsed.port(), loop, clients, memory, config);
            clients.blocks.complete(listener.blocks());
            return new DriverProcess(memory, loop, listener);
        } catch (RuntimeException e) {
            loop.close();
            memory.close();
            throw e;
        }
    }

    /** {@code host:port} that executors and clients connect to. */
    public String address() {
        return listener.address();
    }

    /** What has registered now. */
    public ClusterSize size() {
        return new ClusterSize(loop.executors(), loop.slots());
    }

    /** Jobs that run or whose results are being read. */
    public int jobs() {
        return loop.jobs();
    }

    /** Ends every job and gives everything back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.close();
            loop.close();
            memory.close();
        }
    }

    /** Blocks are there as soon as the listener is, which is before a client has a job. */
    private record Clients(JobLoop loop, FunctionRegistry functions, CompletableFuture<BlockSource> blocks)
            implements
                ClusterTransport.ClientRunners,
                BlockSource {

        Clients(JobLoop loop, FunctionRegistry functions) {
            this(loop, functions, new CompletableFuture<>());
        }

        @Override
        public PlanRunner open(String session) {
            return new JobRunner(loop, this, functions, session);
        }

        @Override
        public BlockStream open(ExecutorId executor, BlockId id) {
            return blocks.join().open(executor, id);
        }
    }
}
