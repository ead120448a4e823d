package dev.millrace.driver.stage;

import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a stage read of another stage.
 *
 * @param parent     number of the stage that is read, or the negative number of an input from another job
 * @param firstTask  first task that reads it: below a union only some tasks do
 * @param endTask    the task after the last one
 * @param partitions of the stage that is read
 * @param whole      each task reads all partitions; otherwise task {@code t} reads partition {@code t - firstTask}
 * @param byOutput   task {@code t} reads the first partition of output {@code t - firstTask}, and nothing of the other outputs
 */
public record StageRead(int parent, int firstTask, int endTask, int partitions, boolean whole, boolean byOutput) {

    /** A read of partitions of all outputs. */
    public StageRead(int parent, int firstTask, int endTask, int partitions, boolean whole) {
        this(parent, firstTask, endTask, partitions, whole, false);
    }

    /** A run of partitions. */
    public record Range(int first, int end) {}

    /** Null when the task reads nothing of the stage. */
    public @Nullable Range range(int task) {
        if (task < firstTask || task >= endTask) {
            return null;
        }
        return whole ? new Range(0, partitions) : new Range(task - firstTask, task - firstTask + 1);
    }
}
