package dev.millrace.testkit.cluster;

import dev.millrace.api.Session;
import dev.millrace.config.Config;
import dev.millrace.engine.ExecutorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A driver with a session, and executors that have joined it:
 * {@code try (MiniCluster cluster = MiniCluster.start(3)) { cluster.session()… }}.
 */
public final class MiniCluster implements AutoCloseable {

    private final Session session;
    private final List<ExecutorProcess> executors = new ArrayList<>();

    private MiniCluster(Session session) {
        this.session = session;
    }

    /** @param executors how many, each with two slots */
    public static MiniCluster start(int executors) {
        String address = "127.0.0.1:" + freePort();
        MiniCluster cluster = new MiniCluster(Session.builder().master("cluster://" + address).create());
        try {
            for (int i = 0; i < executors; i++) {
                cluster.executors.add(ExecutorProcess.join(address, "127.0.0.1:0", 2, Config.EMPTY));
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public Session session() {
        return session;
    }

    /** Takes an executor away, whatever it is doing; its blocks go with it. */
    public void stop(int executor) {
        executors.get(executor).close();
    }

    @Override
    public void close() {
        executors.forEach(ExecutorProcess::close);
        session.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
