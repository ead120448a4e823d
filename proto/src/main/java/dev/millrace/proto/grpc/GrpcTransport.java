package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ClusterTransport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Driver and executors in several processes, over gRPC. */
public final class GrpcTransport implements ClusterTransport {

    private static final long RETRY_NANOS = 200_000_000;

    public GrpcTransport() {
        QuietGrpc.ensure();
    }

    @Override
    public DriverListener listen(String host, int port, ClusterDriver driver, MemoryPool memory, Config config) {
        Address address = new Address(host, port);
        address.requireLoopback();
        return DriverServer.start(address, driver, null, memory, Secret.ofUser(), config.get(ConfigKeys.EXECUTOR_TIMEOUT));
    }

    @Override
    public DriverListener serve(String host, int port, ClusterDriver driver, ClientRunners clients, MemoryPool memory, Config config) {
        Address address = new Address(host, port);
        address.requireLoopback();
        return DriverServer.start(address, driver, clients, memory, Secret.ofUser(), config.get(ConfigKeys.EXECUTOR_TIMEOUT));
    }

    @Override
    public DriverConnection connect(String driver, String application, MemoryPool memory, Config config) {
        DriverClient client = new DriverClient(Address.parse(driver), application, memory, Secret.ofUser());
        try {
            client.connect();
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public ExecutorConnection join(String driver, String listen, MemoryPool memory, ExecutorFactory factory, Config config) {
        Address address = Address.parse(listen);
        address.requireLoopback();
        return joinWithin(config.get(ConfigKeys.EXECUTOR_WAIT), Address.parse(driver), address, memory, factory);
    }

    /** The driver may start after its executors: an address where nobody listens yet is tried again for a while. */
    private static ExecutorConnection joinWithin(long waitMillis, Address driver, Address listen, MemoryPool memory,
            ExecutorFactory factory) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        Secret secret = Secret.ofUser();
        while (true) {
            try {
                return ExecutorClient.join(driver, listen, memory, factory, secret);
            } catch (EngineException e) {
                if (e.condition() != ErrorCondition.DRIVER_LOST || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }
}
