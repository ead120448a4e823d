package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executor that outlives its drivers: joins one, works until that has gone, and joins the next one at the same address.
 *
 * <p>{@code new ExecutorDaemon("127.0.0.1:7077", "127.0.0.1:0", 4, config).run();}
 */
public final class ExecutorDaemon {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorDaemon.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    private final String driver;
    private final String listen;
    private final int slots;
    private final Config config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable ExecutorProcess current;

    /**
     * @param driver {@code host:port} of the driver
     * @param listen {@code host:port} at which blocks are served; port 0 takes a free one
     * @param slots  tasks to run at once
     */
    public ExecutorDaemon(String driver, String listen, int slots, Config config) {
        this.driver = driver;
        this.listen = listen;
        this.slots = slots;
        this.config = config;
    }

    /**
     * Works until {@link #stop} is called.
     *
     * @throws EngineException DRIVER_LOST when there was no driver for as long as is waited for one; CONNECTION_REFUSED, VERSION_MISMATCH,
     * MASTER_NOT_AVAILABLE; INTERNAL_ERROR when a driver's tasks did not end and the process is of no use any more
     */
    public void run() throws InterruptedException {
        try {
            while (stopping.getCount() > 0) {
                ExecutorProcess process = join();
                if (process == null) {
                    return;
                }
                try {
                    LOG.info("joined {} as {} with {} {}", driver, process.id(), slots, slots == 1 ? "slot" : "slots");
                    String reason = process.awaitEnd();
                    LOG.info("left {}: {}", driver, reason);
                } finally {
                    current(null);
                    process.close();
                }
            }
        } finally {
            ended.countDown();
        }
    }

    /** No new tasks; those that run may finish, for as long as is configured. Then {@link #run} returns. */
    public void stop() {
        stopping.countDown();
        try {
            ExecutorProcess process = current();
            if (process != null) {
                long wait = config.get(ConfigKeys.DRAIN_WAIT);
                LOG.info("draining");
                LOG.info(process.drain(wait) ? "drained" : "not drained after {} ms, leaving all the same", wait);
                process.close();
            }
            ended.await(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null when it was told to stop meanwhile. */
    private @Nullable ExecutorProcess join() throws InterruptedException {
        long wait = config.get(ConfigKeys.DRIVER_WAIT);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                ExecutorProcess joined = ExecutorProcess.joinNow(driver, listen, slots, config);
                if (current(joined)) {
                    return joined;
                }
                joined.close();
                return null;
            } catch (EngineException e) {
                if (e.condition() != ErrorCondition.DRIVER_LOST || System.nanoTime() > deadline) {
                    throw e;
                }
                if (pause == FIRST_PAUSE_MILLIS) {
                    LOG.warn("no driver at {} yet, looking for it for {} s: {}", driver, wait / 1000, e.parameters().get("detail"));
                }
            }
            if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                return null;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private synchronized @Nullable ExecutorProcess current() {
        return current;
    }

    private synchronized boolean current(@Nullable ExecutorProcess process) {
        current = process;
        return stopping.getCount() > 0;
    }
}
