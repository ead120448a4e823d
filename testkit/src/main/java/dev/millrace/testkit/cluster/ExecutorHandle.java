package dev.millrace.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private final List<String> prefix;
    private final List<String> jvmOptions;
    private final String driver;
    private final String cores;
    private final Map<String, String> settings;
    private final @Nullable TcpProxy proxy;
    private @Nullable JvmProcess process;
    private boolean paused;

    /** @param driverAndCores address of the driver, and tasks to run at once */
    ExecutorHandle(String name, Path folder, List<String> prefix, List<String> jvmOptions, List<String> driverAndCores,
            Map<String, String> settings, @Nullable TcpProxy proxy) {
        this.name = name;
        this.folder = folder;
        this.prefix = prefix;
        this.jvmOptions = jvmOptions;
        this.driver = driverAndCores.getFirst();
        this.cores = driverAndCores.getLast();
        this.settings = settings;
        this.proxy = proxy;
    }

    /** Starts the process; {@link #awaitJoined} waits for it. */
    public synchronized void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of(proxy == null ? driver : proxy.address(), "127.0.0.1:0", cores));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("spill.directory=" + folder);
        process = JvmProcess.start(name, prefix, jvmOptions, Map.of(), ExecutorMain.class.getName(), arguments);
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
        return running.awaitLine(line -> line.startsWith(ExecutorMain.JOINED), JOIN).substring(ExecutorMain.JOINED.length());
    }

    /** How often the process that runs here now has joined a driver. */
    int joined() {
        return (int) process().output().lines().filter(line -> line.startsWith(ExecutorMain.JOINED)).count();
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
    }

    @Override
    public String toString() {
        return name;
    }
}
