package dev.millrace.executor.harness;

import dev.millrace.config.Config;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A task's surroundings for one run. */
public record HarnessContext(MemoryPool memory, Path spillDirectory, Config config) implements TaskContext {

    /** A context with a fresh temporary folder; the caller removes it with {@link #removeDirectory}. */
    public static HarnessContext of(MemoryPool memory, Config config) {
        try {
            return new HarnessContext(memory, Files.createTempDirectory("millrace-operator-test"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder; an AssertionError names what is still in it. */
    public void removeDirectory() {
        try (var left = Files.list(spillDirectory)) {
            left.findFirst().ifPresent(file -> {
                throw new AssertionError("a spill file was left behind: " + file);
            });
            Files.delete(spillDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TaskAttemptId attempt() {
        return new TaskAttemptId(new StageId(new JobId("", 1), 0), 0, 0);
    }

    @Override
    public void checkCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the test was interrupted");
        }
    }
}
