package dev.millrace.files;

import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.nio.file.Path;

/** A task attempt with a budget; closing it proves that everything was given back. */
public final class FileTask implements TaskContext, AutoCloseable {

    public static final Config UTC = Config.EMPTY.with("session.timezone", "UTC");

    private final MemoryPool memory;
    private final TaskAttemptId attempt;
    private boolean cancelled;

    public FileTask(int partition, int attempt, long budget) {
        this.memory = MemoryPool.root("test", budget);
        this.attempt = new TaskAttemptId(new StageId(new JobId("", 1), 0), partition, attempt);
    }

    public static FileTask of(int partition) {
        return new FileTask(partition, 0, 256L << 20);
    }

    public void cancel() {
        cancelled = true;
    }

    @Override
    public TaskAttemptId attempt() {
        return attempt;
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public Config config() {
        return UTC;
    }

    @Override
    public Path spillDirectory() {
        throw new UnsupportedOperationException("files do not spill");
    }

    @Override
    public void checkCancelled() {
        if (cancelled) {
            throw ErrorCondition.QUERY_CANCELLED.with("reason", "");
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
