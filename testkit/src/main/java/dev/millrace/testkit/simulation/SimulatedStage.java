package dev.millrace.testkit.simulation;

import dev.millrace.driver.stage.StageRead;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stage whose rows are numbers.
 *
 * @param number      within its job
 * @param tasks       partitions it is run in
 * @param partitions  that its rows are spread over
 * @param reads       what its tasks read of other stages
 * @param determinate a rerun gives the same rows
 * @param rows        of a task that reads no partition of its own
 * @param micros      a task's work
 * @param illness     what is wrong with it
 * @param illPartition whose task it is wrong with
 */
record SimulatedStage(int number, int tasks, int partitions, List<StageRead> reads, boolean determinate, int rows, long micros,
        Illness illness, int illPartition) {

    SimulatedStage {
        reads = List.copyOf(reads);
    }

    /** What a task does whenever it is run. */
    enum Illness {
        NONE, USER_ERROR, KILLS_EXECUTOR
    }

    boolean isIll(int partition, Illness with) {
        return illness == with && illPartition == partition;
    }

    Set<Integer> parents() {
        Set<Integer> parents = new TreeSet<>();
        for (StageRead read : reads) {
            parents.add(read.parent());
        }
        return parents;
    }

    /** True when no task's rows come from a partition of its own: they then begin here. */
    boolean begins() {
        for (StageRead read : reads) {
            if (!read.whole()) {
                return false;
            }
        }
        return true;
    }

    /** True when all tasks read all of the parent. */
    boolean readsWhole(int parent) {
        for (StageRead read : reads) {
            if (read.parent() == parent) {
                return read.whole();
            }
        }
        return false;
    }
}
