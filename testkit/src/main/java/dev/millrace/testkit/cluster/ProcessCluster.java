package dev.millrace.testkit.cluster;

import dev.millrace.api.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A driver, and executors in processes of their own, for tests of what happens when processes, connections and disks fail:
 * {@code try (ProcessCluster cluster = ProcessCluster.builder().executors(3).start()) { cluster.executor(1).kill(); … }}.
 *
 * <p>Closing it ends every process, whatever state that is in; when this process dies, they end by themselves.
 */
public final class ProcessCluster implements AutoCloseable {

    private final Path folder;
    private final List<ExecutorHandle> executors = new ArrayList<>();
    private final String address;
    private @Nullable Session session;

    private ProcessCluster(Path folder, String address) {
        this.folder = folder;
        this.address = address;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The session whose driver is this cluster's. */
    public Session session() {
        if (session == null) {
            throw new IllegalStateException("the cluster has not started");
        }
        return session;
    }

    /** {@code host:port} that executors join. */
    public String address() {
        return address;
    }

    public List<ExecutorHandle> executors() {
        return List.copyOf(executors);
    }

    public ExecutorHandle executor(int number) {
        return executors.get(number);
    }

    /** Brings back what a test has broken: executors that are dead or paused are started anew, proxies pass everything. */
    public void heal() {
        executors.forEach(ExecutorHandle::heal);
        executors.forEach(ExecutorHandle::awaitJoined);
    }

    @Override
    public void close() {
        try {
            executors.forEach(ExecutorHandle::close);
            if (session != null) {
                session.close();
            }
        } finally {
            delete(folder);
        }
    }

    /** A port of the loopback interface that is free now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a cluster is made of. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private int executors = 3;
        private int cores = 1;
        private boolean proxies;
        private List<String> jvmOptions = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        private List<String> prefix = List.of();

        /** @param count executors, 3 when this is not called */
        public Builder executors(int count) {
            executors = count;
            return this;
        }

        /** @param count tasks that an executor runs at once, 1 when this is not called */
        public Builder cores(int count) {
            cores = count;
            return this;
        }

        /** A setting of the session and of the executors. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Options of the executors' JVMs, instead of those for a small heap and a quick start. */
        public Builder jvmOptions(String... options) {
            jvmOptions = List.of(options);
            return this;
        }

        /** Every executor reaches the driver through a {@link TcpProxy}. */
        public Builder proxies() {
            proxies = true;
            return this;
        }

        /** No file of an executor can grow beyond so many bytes: writing more fails as on a full disk. */
        public Builder fileLimit(long bytes) {
            prefix = List.of("prlimit", "--fsize=" + bytes);
            return this;
        }

        /** Returns once every executor has joined. */
        public ProcessCluster start() {
            String address = "127.0.0.1:" + freePort();
            ProcessCluster cluster;
            try {
                cluster = new ProcessCluster(Files.createTempDirectory("millrace-cluster"), address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                Session.Builder session = Session.builder().master("cluster://" + address);
                settings.forEach(session::config);
                cluster.session = session.create();
                for (int i = 0; i < executors; i++) {
                    TcpProxy proxy = proxies ? TcpProxy.to("127.0.0.1", 0, address) : null;
                    cluster.executors.add(new ExecutorHandle("executor " + i, cluster.folder.resolve("executor-" + i), prefix, jvmOptions,
                            List.of(address, String.valueOf(cores)), settings, proxy));
                }
                cluster.executors.forEach(ExecutorHandle::start);
                cluster.executors.forEach(ExecutorHandle::awaitJoined);
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }
    }
}
