package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ClusterTransport;

/** Driver and executors in several processes, over gRPC. */
public final class GrpcTransport implements ClusterTransport {

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
        return ExecutorClient.join(Address.parse(driver), address, memory, factory, Secret.ofUser());
    }
}
