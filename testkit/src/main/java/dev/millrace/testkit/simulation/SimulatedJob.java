package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.shuffle.store.Residence;
import dev.millrace.transport.JobId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job and what it computes. Rows are numbers; each stage makes another number of each row it reads, and a number that every task reads
 * whole goes into all of them: a row that is lost, doubled or of another attempt changes the result.
 *
 * @param salt       tells its rows from other jobs'
 * @param rules      what it asks of the scheduler
 * @param residence  where its map outputs are kept
 * @param source     a job whose result it reads, as number {@link #SOURCE}
 * @param pinned     its result stays for other jobs to read
 * @param readsRows  its client reads the result's rows, otherwise it only waits for the end
 */
record SimulatedJob(JobId id, List<SimulatedStage> stages, long salt, JobRules rules, boolean readsRows,
        Residence residence, @Nullable SimulatedJob source, boolean pinned) {

    /** The number under which stages read another job's result. */
    static final int SOURCE = -1;

    private static final long[] NONE = {};

    int attempts() {
        return rules.attempts();
    }

    long waitMillis() {
        return rules.executorWaitMillis();
    }

    SimulatedStage stage(int number) {
        return stages.get(number);
    }

    /** Writing tasks: no two attempts of one at once. */
    boolean isExclusive(int stage) {
        return !readsRows && !pinned && stage == result().number();
    }

    SimulatedStage result() {
        return stages.getLast();
    }

    boolean determinate() {
        if (source != null && !source.determinate()) {
            return false;
        }
        for (SimulatedStage stage : stages) {
            if (!stage.determinate()) {
                return false;
            }
        }
        return true;
    }

    static int partitionOf(long row, int partitions) {
        return partitions == 1 ? 0 : (int) ((row >>> 1) % partitions);
    }

    /**
     * The rows of a task.
     *
     * @param version of a stage that is not determinate: another each time
     * @param spread  rows of parents that are read by partition
     * @param whole   rows of parents that every task reads
     */
    long[] compute(SimulatedStage stage, int partition, long version, long[] spread, long[] whole) {
        long base = Dice.mix(salt + 31L * stage.number() + version * 0x9E3779B97F4A7C15L);
        for (long row : whole) {
            base += Dice.mix(row);
        }
        boolean source = stage.begins();
        long[] rows = source ? new long[stage.rows()] : spread.clone();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = source ? Dice.mix(base + ((long) partition << 32) + i) : Dice.mix(rows[i] ^ base);
        }
        return rows;
    }

    /** The rows of a partition of the result when nothing fails, in ascending order. */
    long[] calmResult(int partition, Map<Long, Long> versions) {
        long[] rows = calm(result(), partition, versions, new HashMap<>()).clone();
        Arrays.sort(rows);
        return rows;
    }

    private long[] calm(SimulatedStage stage, int partition, Map<Long, Long> versions, Map<Long, long[]> known) {
        long key = key(stage.number(), partition);
        long[] before = known.get(key);
        if (before != null) {
            return before;
        }
        long[] spread = NONE;
        long[] whole = NONE;
        for (StageRead read : stage.reads()) {
            if (read.byOutput() && source != null) {
                spread = joined(spread, source.calm(source.result(), partition, versions, known));
                continue;
            }
            SimulatedStage parent = stages.get(read.parent());
            StageRead.Range range = read.range(partition);
            for (int map = 0; range != null && map < parent.tasks(); map++) {
                long[] all = calm(parent, map, versions, known);
                long[] mine = Arrays.stream(all).filter(row -> isIn(range, partitionOf(row, parent.partitions()))).toArray();
                if (read.whole()) {
                    whole = joined(whole, mine);
                } else {
                    spread = joined(spread, mine);
                }
            }
        }
        long[] rows = compute(stage, partition, versions.getOrDefault(key, 0L), spread, whole);
        known.put(key, rows);
        return rows;
    }

    private static boolean isIn(StageRead.Range range, int partition) {
        return partition >= range.first() && partition < range.end();
    }

    /** One number for a task of the job. */
    long key(int stage, int partition) {
        return id.number() << 32 | (long) stage << 16 | partition;
    }

    static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
