package dev.millrace.driver.schedule;

import dev.millrace.transport.MapOutput;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition's task stands.
 *
 * <pre>
 *   Waiting → Running → Done
 *      ↑_________|        |      failed, lost input, lost executor
 *      ↑__________________|      output lost, dropped or rolled back
 * </pre>
 */
sealed interface TaskState {

    record Waiting() implements TaskState {}

    /** @param copy a second attempt, of a task that takes long */
    record Running(TaskRun run, @Nullable TaskRun copy) implements TaskState {}

    record Done(MapOutput output) implements TaskState {}

    /** One attempt that runs. */
    record TaskRun(int attempt, ExecutorBoard on, long startedMillis) {}
}
