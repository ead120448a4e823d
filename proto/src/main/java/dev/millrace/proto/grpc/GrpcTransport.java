package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ClusterTransport;
import org.jspecify.annotations.Nullable;

/** Driver and executors in several processes, over gRPC. */
public final class GrpcTransport implements ClusterTransport {

    public GrpcTransport() {
        QuietGrpc.ensure();
    }

    @Override
    public DriverListener listen(String host, int port, ClusterDriver driver, MemoryPool memory, Config config) {
        return start(host, port, driver, null, memory, config);
    }

    @Override
    public DriverListener serve(String host, int port, ClusterDriver driver, ClientRunners clients, MemoryPool memory, Config config) {
        return start(host, port, driver, clients, memory, config);
    }

    @Override
    public DriverConnection connect(String driver, String application, MemoryPool memory, Config config) {
        DriverClient client = new DriverClient(Address.parse(driver), application, memory, Wire.of(config));
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
        Wire wire = Wire.of(config);
        wire.requireAllowed(address);
        return ExecutorClient.join(Address.parse(driver), address, config.get(ConfigKeys.ADVERTISE), memory, factory, wire);
    }

    private static DriverListener start(String host, int port, ClusterDriver driver, @Nullable ClientRunners clients, MemoryPool memory,
            Config config) {
        Address address = new Address(host, port);
        Wire wire = Wire.of(config);
        wire.requireAllowed(address);
        return DriverServer.start(address, driver, clients, memory, wire, config.get(ConfigKeys.EXECUTOR_TIMEOUT));
    }
}
