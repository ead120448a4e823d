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
import java.time.Duration;
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

    private static final Duration LISTEN = Duration.ofSeconds(30);

    private final Path folder;
    private final Builder built;
    private final String address;
    private final List<ExecutorHandle> executors = new ArrayList<>();
    private @Nullable Session session;
    private @Nullable JvmProcess driver;

    private ProcessCluster(Builder built, Path folder, String address) {
        this.built = built;
        this.folder = folder;
        this.address = address;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A session of this cluster: its driver is in this process, or it is a client of the driver's process. */
    public Session session() {
        if (session == null) {
            throw new IllegalStateException("the cluster has not started");
        }
        return session;
    }

    /** Another client of the driver's process, for the caller to close. */
    public Session connect() {
        Session.Builder builder = Session.builder().master("grpc://" + address);
        built.settings.forEach(builder::config);
        return builder.create();
    }

    /** The driver's process; there is one only when the cluster was built with a {@link Builder#daemon daemon}. */
    public JvmProcess driver() {
        if (driver == null) {
            throw new IllegalStateException("the driver is in this process");
        }
        return driver;
    }

    /** Starts the driver's process again after it was killed, at the same address; the executors join it by themselves. */
    public void restartDriver() {
        driver().close();
        Map<ExecutorHandle, Integer> joined = new LinkedHashMap<>();
        executors.forEach(executor -> joined.put(executor, executor.joined()));
        driver = startDriver();
        joined.forEach((executor, times) -> executor.awaitJoined(times + 1));
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

    /** As {@link #heal}, with a new process for every executor: the scheduler holds nothing against it that another has done. */
    public void renew() {
        executors.forEach(ExecutorHandle::kill);
        heal();
    }

    @Override
    public void close() {
        try {
            executors.forEach(ExecutorHandle::close);
            if (session != null) {
                session.close();
            }
        } finally {
            if (driver != null) {
                driver.close();
            }
            delete(folder);
        }
    }

    private JvmProcess startDriver() {
        JvmProcess started = built.programs().driver(address, built.settings);
        try {
            started.awaitLine(line -> Programs.LISTENS.matcher(line).find(), LISTEN);
            return started;
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    private void start() {
        if (built.daemon) {
            driver = startDriver();
            session = connect();
        } else {
            Session.Builder builder = Session.builder().master("cluster://" + address);
            built.settings.forEach(builder::config);
            session = builder.create();
        }
        for (int i = 0; i < built.executors; i++) {
            executors.add(new ExecutorHandle("executor " + i, folder.resolve("executor-" + i), built.programs(), address, built.cores,
                    built.settings, built.proxies ? "127.0.1." + (i + 1) : ""));
        }
        executors.forEach(ExecutorHandle::start);
        executors.forEach(ExecutorHandle::awaitJoined);
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
        private boolean daemon;
        private List<String> jvmOptions = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        private List<String> driverOptions = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        private List<String> prefix = List.of();
        private @Nullable Path launcher;

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

        /** A setting of the session, the driver and the executors. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Options of the executors' JVMs, instead of those for a small heap and a quick start. */
        public Builder jvmOptions(String... options) {
            jvmOptions = List.of(options);
            return this;
        }

        /** The driver is a process of its own too, and the session its client; without this the driver is in this process. */
        public Builder daemon() {
            daemon = true;
            return this;
        }

        /** Options of the driver's JVM when that is a process of its own. */
        public Builder driverOptions(String... options) {
            driverOptions = List.of(options);
            return this;
        }

        /** Starts driver and executors by the command {@code millrace}, as people do. @param program path of {@code bin/millrace} */
        public Builder launcher(Path program) {
            launcher = program;
            return this;
        }

        /**
         * Every executor reaches the driver through a {@link TcpProxy}, and others its blocks through another one. Needs a system on which
         * all of 127.0.0.0/8 is the loopback interface.
         */
        public Builder proxies() {
            proxies = true;
            return this;
        }

        /** No file of an executor can grow beyond so many bytes: writing more fails as on a full disk. */
        public Builder fileLimit(long bytes) {
            prefix = List.of("prlimit", "--fsize=" + bytes);
            return this;
        }

        private Programs programs() {
            return launcher == null ? new Programs.Jvms(prefix, driverOptions, jvmOptions)
                    : new Programs.Launcher(launcher, driverOptions, jvmOptions);
        }

        /** Returns once every executor has joined. */
        public ProcessCluster start() {
            ProcessCluster cluster;
            try {
                cluster = new ProcessCluster(this, Files.createTempDirectory("millrace-cluster"), "127.0.0.1:" + freePort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                cluster.start();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }
    }
}
