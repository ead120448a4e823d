package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;

/**
 * Where a partition's task stands.
 *
 * <pre>
 *   Waiting → Running → Done
 *      ↑_________|        |      failed, lost input, lost executor
 *      ↑__________________|      output lost or dropped
 * </pre>
 */
sealed interface TaskState {

    record Waiting() implements TaskState {}

    record Running(int attempt, ExecutorId executor) implements TaskState {}

    record Done(MapOutput output) implements TaskState {}
}
