package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker process running: starts it again when it dies, a little later each time when it does not live long. The worker holds the
 * other end of its standard input, so that it ends when this process does, however that happens.
 *
 * <p>{@code int code = new WorkerKeeper("executor", command, 35_000).run();}
 */
final class WorkerKeeper {

    /** Added to an exit code by a worker whose end is meant: the same arguments would end the same way. */
    static final int FINAL = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerKeeper.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final String name;
    private final List<String> command;
    private final long stopMillis;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Process worker;

    /**
     * @param command    of the worker
     * @param stopMillis how long a worker that was told to stop may take
     */
    WorkerKeeper(String name, List<String> command, long stopMillis) {
        this.name = name;
        this.command = List.copyOf(command);
        this.stopMillis = stopMillis;
    }

    /** @return the worker's exit code, once its end was meant; 0 when {@link #stop} was called */
    int run() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            long started = System.nanoTime();
            Process process = start();
            if (process == null) {
                return ExitCode.OK.number();
            }
            int code = process.waitFor();
            if (stopping.getCount() == 0) {
                return ExitCode.OK.number();
            }
            if (code >= FINAL && code <= FINAL + ExitCode.INTERNAL_ERROR.number()) {
                return code - FINAL;
            }
            pause = System.nanoTime() - started > STEADY_NANOS ? FIRST_PAUSE_MILLIS : pause;
            LOG.warn("{} (process {}) has died with code {}; a new one starts in {} ms", name, process.pid(), code, pause);
            if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                return ExitCode.OK.number();
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Tells the worker to stop, waits for that, and ends it in the end. */
    void stop() {
        Process process;
        synchronized (this) {
            stopping.countDown();
            process = worker;
        }
        if (process == null) {
            return;
        }
        // Not by the process itself: that closes its standard input, which a worker takes for its parent's death.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(stopMillis, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} (process {}) has not stopped within {} ms and is killed", name, process.pid(), stopMillis);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Process start() {
        if (stopping.getCount() == 0) {
            return null;
        }
        try {
            worker = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            LOG.info("{} runs as process {}", name, worker.pid());
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
