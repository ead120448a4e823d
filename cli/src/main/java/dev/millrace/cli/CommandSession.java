package dev.millrace.cli;

import dev.millrace.api.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A command's session. When the process is told to end (Ctrl-C, SIGTERM), running queries are cancelled and the command gets a second to
 * clean up: no
 * temporary file and no half-written result stays behind.
 */
public final class CommandSession implements AutoCloseable {

    private static final long CLEAN_UP_SECONDS = 2;

    private final Session session;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endQueries, "millrace-stop");

    public CommandSession(Session session) {
        this.session = session;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Session session() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            closed.countDown();
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException processIsEnding) {
            return;
        }
    }

    private void endQueries() {
        if (closed.getCount() > 0) {
            session.cancelAll();
            try {
                closed.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
