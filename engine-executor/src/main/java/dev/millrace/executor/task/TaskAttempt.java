package dev.millrace.executor.task;

import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt while it waits and runs: its budget, its folder, and whether somebody has cancelled it. */
final class TaskAttempt implements TaskContext {

    private static final long PROGRESS_NANOS = 100_000_000;

    private final TaskDescription task;
    private final MemoryPool memory;
    private final Path spillDirectory;
    private final Object threadLock = new Object();
    private @Nullable Thread thread;
    private volatile boolean cancelled;
    private volatile boolean madeDirectory;
    private Runnable progress = () -> {
    };
    private long lastProgress = System.nanoTime();

    /** @param share bytes that the attempt may hold now */
    TaskAttempt(TaskDescription task, MemoryPool query, LongSupplier share, Path spillRoot) {
        this.task = task;
        this.memory = query.child(task.attempt().toString(), share);
        this.spillDirectory = spillRoot.resolve(task.attempt().toString());
    }

    TaskDescription task() {
        return task;
    }

    @Override
    public TaskAttemptId attempt() {
        return task.attempt();
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public Config config() {
        return task.config();
    }

    @Override
    public Path spillDirectory() {
        if (!madeDirectory) {
            try {
                Files.createDirectories(spillDirectory);
            } catch (IOException e) {
                throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", spillDirectory, "detail", e.getMessage());
            }
            madeDirectory = true;
        }
        return spillDirectory;
    }

    @Override
    public void checkCancelled() {
        if (cancelled) {
            throw ErrorCondition.QUERY_CANCELLED.with("reason", "");
        }
        long now = System.nanoTime();
        if (now - lastProgress > PROGRESS_NANOS) {
            lastProgress = now;
            progress.run();
        }
    }

    /** Runs {@code report} now and then while the task runs. */
    void reportProgress(Runnable report) {
        progress = report;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Makes {@link #checkCancelled} throw, and interrupts the task's thread if it waits. */
    void cancel() {
        synchronized (threadLock) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    void begin() {
        synchronized (threadLock) {
            thread = Thread.currentThread();
        }
    }

    /** After this no interrupt that was meant for the attempt arrives. */
    void end() {
        synchronized (threadLock) {
            thread = null;
            Thread.interrupted();
        }
    }

    /** Removes the folder. What cannot be removed is left to whoever sweeps the root. */
    void deleteSpillDirectory() {
        if (!madeDirectory) {
            return;
        }
        try (Stream<Path> files = Files.walk(spillDirectory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", spillDirectory, "detail", e.getMessage());
        }
    }
}
