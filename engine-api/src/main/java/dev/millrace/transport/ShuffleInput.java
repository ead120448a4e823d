package dev.millrace.transport;

import java.util.List;

/**
 * What a task reads of a stage: a run of partitions of some of its map outputs. A plain task reads one partition of all outputs, a task
 * over a broadcast the first, a task that stands for several small ones several, a task that shares a large partition with others some of
 * the outputs, and a task over cached rows the one partition of one output.
 *
 * <p>Example: {@code new ShuffleInput(outputs, 3, 4)} is what task 3 reads.
 *
 * @param outputs        the map outputs, in the order in which they are read
 * @param firstPartition first partition that is read of each output
 * @param endPartition   the partition after the last one
 */
public record ShuffleInput(List<MapOutput> outputs, int firstPartition, int endPartition) {

    /** Nothing at all. */
    public static final ShuffleInput NONE = new ShuffleInput(List.of(), 0, 0);

    public ShuffleInput {
        outputs = List.copyOf(outputs);
        if (firstPartition < 0 || endPartition < firstPartition) {
            throw new IllegalArgumentException("partitions " + firstPartition + " to " + endPartition);
        }
    }
}
