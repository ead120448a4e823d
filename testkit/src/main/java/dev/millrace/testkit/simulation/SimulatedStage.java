package dev.millrace.testkit.simulation;

import java.util.List;

/**
 * A stage whose rows are numbers.
 *
 * @param number      within its job
 * @param tasks       partitions it is run in
 * @param partitions  that its rows are spread over; readers with as many tasks read one each, others read all of a single one
 * @param parents     stages it reads
 * @param determinate a rerun gives the same rows
 * @param rows        per task, of a stage that reads no spread parent
 * @param micros      a task's work
 * @param illness     what is wrong with it
 * @param illPartition whose task it is wrong with
 */
record SimulatedStage(int number, int tasks, int partitions, List<Integer> parents, boolean determinate, int rows, long micros,
        Illness illness, int illPartition) {

    /** What a task does whenever it is run. */
    enum Illness {
        NONE, USER_ERROR, KILLS_EXECUTOR
    }

    boolean isIll(int partition, Illness with) {
        return illness == with && illPartition == partition;
    }
}
