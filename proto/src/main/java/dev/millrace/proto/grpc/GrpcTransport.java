package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ClusterTransport;

/** Driver and executors in several processes, over gRPC. */
public final class GrpcTransport implements ClusterTransport {

    @Override
    public DriverListener listen(String host, int port, ClusterDriver driver, MemoryPool memory, Config config) {
        Address address = new Address(host, port);
        address.requireLoopback();
        return DriverServer.start(address, driver, memory, Secret.ofUser());
    }

    @Override
    public ExecutorConnection join(String driver, String listen, MemoryPool memory, ExecutorFactory factory, Config config) {
        Address address = Address.parse(listen);
        address.requireLoopback();
        return ExecutorClient.join(Address.parse(driver), address, memory, factory, Secret.ofUser());
    }
}
