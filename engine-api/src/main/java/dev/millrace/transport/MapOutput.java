package dev.millrace.transport;

import java.util.List;

/**
 * What a task attempt left on its executor: blocks for each output partition.
 *
 * @param attempt  who made it
 * @param executor where it lies
 * @param rows     per output partition
 * @param bytes    per output partition
 * @param checksum order-free sum of row hashes over all partitions: a rerun must give the same
 */
public record MapOutput(TaskAttemptId attempt, ExecutorId executor, List<Long> rows, List<Long> bytes, long checksum) {
    public MapOutput {
        rows = List.copyOf(rows);
        bytes = List.copyOf(bytes);
    }
}
