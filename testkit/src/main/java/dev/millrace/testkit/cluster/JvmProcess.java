package dev.millrace.testkit.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A JVM with the classes of this one, to be killed, paused and continued. It ends when this process does, however that happens: what runs
 * in it holds on to its standard input ({@link Leash}).
 */
public final class JvmProcess implements AutoCloseable {

    private static final Duration REAP = Duration.ofSeconds(10);
    private static final int LINES_KEPT = 400;

    private final String name;
    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean outputEnded;

    private JvmProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread.ofVirtual().name("output of " + name).start(this::readOutput);
    }

    /**
     * Starts a JVM.
     *
     * @param name        for messages
     * @param prefix      a program that starts the JVM, such as {@code prlimit --fsize=1000000}; may be empty
     * @param options     of the JVM
     * @param environment variables that differ from those of this process
     * @param mainClass   a class on the class path of this process
     */
    public static JvmProcess start(String name, List<String> prefix, List<String> options, Map<String, String> environment,
            String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", ClassPath.ofThisProcess(), mainClass));
        command.addAll(arguments);
        return run(name, command, environment);
    }

    /** Starts a program that becomes a JVM, or one that starts JVMs. */
    static JvmProcess run(String name, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new JvmProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, and waits until the system has taken the process away. */
    public void kill() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        awaitExit(REAP);
    }

    /** SIGTERM: the process may end in its own way. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: the process stands still, its connections stay open. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT: goes on after {@link #pause}. */
    public void resume() {
        signal("-CONT");
    }

    /** @return the exit code */
    public int awaitExit(Duration atMost) {
        try {
            return process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS).exitValue();
        } catch (TimeoutException e) {
            throw new AssertionError(name + " has not ended within " + atMost + "; it said:\n" + output(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of " + name, e);
        }
    }

    /**
     * The first line that fits, of what the process has written and writes to standard output and error.
     *
     * @throws AssertionError with all of its output when the line does not come in time, or the process ends without it
     */
    public String awaitLine(Predicate<String> fits, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (lines) {
            while (true) {
                Optional<String> line = lines.stream().filter(fits).findFirst();
                if (line.isPresent()) {
                    return line.get();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || outputEnded) {
                    throw new AssertionError(name + " has not said what was expected within " + atMost + "; it said:\n" + output());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lines, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + name, e);
                }
            }
        }
    }

    /** The last lines of standard output and error. */
    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Ends the process and those that it has started, if they still run. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
            if (code != 0) {
                throw new AssertionError("kill " + signal + " of " + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while sending " + signal + " to " + name, e);
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    if (lines.size() > LINES_KEPT) {
                        lines.removeFirst();
                    }
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("(its output broke off: " + e.getMessage() + ")");
            }
        }
        synchronized (lines) {
            outputEnded = true;
            lines.notifyAll();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
