package dev.millrace.transport;

import dev.millrace.error.EngineException;
import dev.millrace.spi.WrittenFile;
import java.util.List;

/** How a task attempt ended. */
public sealed interface TaskOutcome {

    /** @param files what a write left; empty for other tasks */
    record Succeeded(MapOutput output, List<WrittenFile> files, List<OperatorMetrics> metrics) implements TaskOutcome {
        public Succeeded {
            files = List.copyOf(files);
            metrics = List.copyOf(metrics);
        }
    }

    /** The error's kind decides what follows. */
    record Failed(EngineException error) implements TaskOutcome {}

    /** Input blocks are gone or damaged: {@code lost} must be computed again before the task is. */
    record FetchFailed(BlockId lost, ExecutorId executor, EngineException error) implements TaskOutcome {}
}
