package dev.millrace.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An executor's place in a cluster: the process that runs there now, and those that come after it. */
public final class ExecutorHandle implements AutoCloseable {

    private static final Duration JOIN = Duration.ofSeconds(30);

    private final String name;
    private final Path folder;
    private final Programs programs;
    private final String driver;
    private final int cores;
    private final Map<String, String> settings;
    private final @Nullable TcpProxy proxy;
    private final @Nullable TcpProxy blockProxy;
    private final String listen;
    private @Nullable JvmProcess process;
    private boolean paused;

    /**
     * @param driver       address of the driver
     * @param proxyHost    host of a proxy before this executor's blocks, at the port that they are served at; empty for no proxies
     */
    ExecutorHandle(String name, Path folder, Programs programs, String driver, int cores, Map<String, String> settings, String proxyHost) {
        this.name = name;
        this.folder = folder;
        this.programs = programs;
        this.driver = driver;
        this.cores = cores;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.put("spill.directory", folder.toString());
        if (proxyHost.isEmpty()) {
            this.listen = "127.0.0.1:0";
            this.proxy = null;
            this.blockProxy = null;
        } else {
            int port = ProcessCluster.freePort();
            this.listen = "127.0.0.1:" + port;
            this.proxy = TcpProxy.to("127.0.0.1", 0, driver);
            this.blockProxy = TcpProxy.to(proxyHost, port, listen);
            this.settings.put("cluster.advertise", proxyHost);
        }
    }

    /** Starts the process; {@link #awaitJoined} waits for it. */
    public synchronized void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = programs.executor(name, List.of(proxy == null ? driver : proxy.address(), listen), cores, settings);
        paused = false;
    }

    /** Waits until a driver has taken the process in that runs here now; returns the executor's id there. */
    public String awaitJoined() {
        return awaitJoined(1);
    }

    /** As {@link #awaitJoined()}, for the so many-th time that this process joins a driver. */
    String awaitJoined(int time) {
        JvmProcess running = process();
        Await.until(name + " joins (" + time + "): " + running.output(), JOIN, () -> joined() >= time || !running.isAlive());
        return Programs.joinedAs(running.awaitLine(Programs::tellsJoin, JOIN));
    }

    /** How often the process that runs here now has joined a driver. */
    int joined() {
        return (int) process().output().lines().filter(Programs::tellsJoin).count();
    }

    /** SIGKILL. */
    public synchronized void kill() {
        process().kill();
    }

    /** SIGSTOP. */
    public synchronized void pause() {
        process().pause();
        paused = true;
    }

    /** SIGCONT. */
    public synchronized void resume() {
        process().resume();
        paused = false;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process that runs here now. */
    public synchronized JvmProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return process;
    }

    /** Between this executor and the driver; there only when the cluster was built with proxies. */
    public Optional<TcpProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Between this executor's blocks and those who fetch them; there only when the cluster was built with proxies. */
    public Optional<TcpProxy> blockProxy() {
        return Optional.ofNullable(blockProxy);
    }

    /** Files that lie in this executor's folder now. */
    public List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void heal() {
        if (proxy != null) {
            proxy.heal();
        }
        if (blockProxy != null) {
            blockProxy.heal();
        }
        if (paused) {
            kill();
        }
        if (!isAlive()) {
            start();
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (blockProxy != null) {
            blockProxy.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
