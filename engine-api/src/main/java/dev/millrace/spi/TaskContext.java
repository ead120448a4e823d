package dev.millrace.spi;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.TaskAttemptId;
import java.nio.file.Path;

/** What a running task attempt may use. */
public interface TaskContext {

    TaskAttemptId attempt();

    /** The task's budget; large arrays and buffers are reserved here. */
    MemoryPool memory();

    Config config();

    /** A folder of the task's own for temporary files; made on first use, removed with the task. */
    Path spillDirectory();

    /**
     * Called at least once a batch.
     *
     * @throws EngineException QUERY_CANCELLED when the task was cancelled
     */
    void checkCancelled();
}
