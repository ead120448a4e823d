package dev.millrace.executor.task;

import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A driver that keeps what it is told. */
final class RecordingDriver implements DriverEndpoint {

    record Ended(TaskAttemptId attempt, TaskOutcome outcome) {}

    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    @Override
    public void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        ended.add(new Ended(attempt, outcome));
    }

    @Override
    public void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {
        if (rowsRead < 0) {
            throw new AssertionError("rows read: " + rowsRead);
        }
    }

    /** Waits for the next outcome. */
    Ended next() throws InterruptedException {
        Ended next = ended.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no task has ended within 20 s");
        }
        return next;
    }

    boolean isQuiet() {
        return ended.isEmpty();
    }
}
