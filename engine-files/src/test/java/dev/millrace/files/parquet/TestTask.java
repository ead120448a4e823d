package dev.millrace.files.parquet;

import dev.millrace.config.Config;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.TaskAttemptId;
import java.nio.file.Path;

/** A task with a budget and nothing else; closing it proves that the reader gave everything back. */
final class TestTask implements TaskContext, AutoCloseable {
    private final MemoryPool root;

    TestTask(long budget) {
        root = MemoryPool.root("test", budget);
    }

    @Override
    public TaskAttemptId attempt() {
        throw new UnsupportedOperationException("a reader does not ask for its attempt");
    }

    @Override
    public MemoryPool memory() {
        return root;
    }

    @Override
    public Config config() {
        throw new UnsupportedOperationException("a reader does not ask for settings");
    }

    @Override
    public Path spillDirectory() {
        throw new UnsupportedOperationException("a reader does not spill");
    }

    @Override
    public void checkCancelled() {}

    @Override
    public void close() {
        root.close();
    }
}
