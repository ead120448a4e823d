package dev.millrace.cli.shell;

import dev.millrace.api.Session;

/** The right to cancel one step. A cancellation that comes when the step has ended does nothing, so that it cannot hit the next one. */
final class Cancellation {

    private final Session session;
    private final Thread worker;
    private boolean ended;

    Cancellation(Session session, Thread worker) {
        this.session = session;
        this.worker = worker;
    }

    /** Cancels what the step runs, and wakes its thread where it waits for something else. Called by the thread of signals. */
    synchronized void cancel() {
        if (!ended) {
            worker.interrupt();
            session.cancelAll();
        }
    }

    /** The step has ended; called by its thread, which is not interrupted afterwards. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        Thread.interrupted();
    }
}
