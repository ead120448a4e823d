package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.shuffle.store.Residence;
import dev.millrace.transport.JobId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs of random shape. */
final class RandomJobs {

    private final Dice dice;

    RandomJobs(Dice dice) {
        this.dice = dice;
    }

    /**
     * @param source a job whose result it reads, or null
     * @param pinned others will read its result
     */
    SimulatedJob next(JobId id, @Nullable SimulatedJob source, boolean pinned) {
        int count = 1 + dice.below(2) + dice.below(2) + dice.below(3);
        boolean indeterminate = dice.chance(300);
        int illStage = dice.chance(60) ? dice.below(count) : -1;
        SimulatedStage.Illness illness = dice.chance(500) ? SimulatedStage.Illness.USER_ERROR : SimulatedStage.Illness.KILLS_EXECUTOR;
        List<SimulatedStage> stages = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            boolean last = number == count - 1;
            List<StageRead> reads = source != null && number == 0 ? ofSource(source)
                    : dice.chance(150) ? union(stages) : reads(stages, last);
            int tasks = 0;
            for (StageRead read : reads) {
                tasks = Math.max(tasks, read.endTask());
            }
            tasks = Math.max(tasks, reads.isEmpty() ? 1 + dice.below(4) : 1);
            int partitions = last ? 1 : 1 + dice.below(4);
            long micros = dice.chance(100) ? dice.between(1_000_000, 5_000_000) : dice.between(500, 200_000);
            stages.add(new SimulatedStage(number, tasks, partitions, reads, !indeterminate || dice.chance(500), 1 + dice.below(4), micros,
                    number == illStage ? illness : SimulatedStage.Illness.NONE, dice.below(tasks)));
        }
        return new SimulatedJob(id, List.copyOf(stages), dice.next(), rules(), !pinned && dice.chance(800), residence(), source, pinned);
    }

    private JobRules rules() {
        JobRules.Speculation speculation = new JobRules.Speculation(dice.chance(600), 1.5 + dice.below(3), 0.25 + 0.25 * dice.below(3),
                dice.between(50, 1500));
        long keep = dice.chance(500) ? 0 : dice.chance(500) ? 3000 : 1 << 20;
        return new JobRules(4, dice.chance(800) ? 30_000 : 4_000, keep, dice.chance(500) ? 0 : dice.between(100, 3000),
                dice.chance(300) ? 0 : dice.between(1000, 60_000), speculation);
    }

    private Residence residence() {
        return dice.chance(600) ? Residence.MEMORY_THEN_DISK : dice.chance(500) ? Residence.DISK_ONLY : Residence.MEMORY_ONLY;
    }

    /** A job with one task a slot, each of which takes a while: it shows whether all slots can be used. */
    static SimulatedJob probe(JobId id, int slots) {
        return new SimulatedJob(id, List.of(new SimulatedStage(0, slots, 1, List.of(), true, 1, 1_000_000, SimulatedStage.Illness.NONE, 0)),
                id.number(), JobRules.plain(4, 30_000), true, Residence.MEMORY_THEN_DISK,
                null, false);
    }

    /**
     * Parents that are read by partition have as many partitions as there are tasks; others are read whole. The last stage reads what
     * nobody else does.
     */
    private List<StageRead> reads(List<SimulatedStage> stages, boolean last) {
        List<SimulatedStage> parents = new ArrayList<>();
        for (SimulatedStage stage : stages) {
            boolean unread = stages.stream().noneMatch(other -> other.parents().contains(stage.number()));
            if (last && unread || dice.chance(unread ? 500 : 200)) {
                parents.add(stage);
            }
        }
        if (parents.isEmpty()) {
            return List.of();
        }
        int tasks = dice.chance(800) ? parents.get(dice.below(parents.size())).partitions() : 1 + dice.below(4);
        List<StageRead> reads = new ArrayList<>();
        for (SimulatedStage parent : parents) {
            boolean whole = parent.partitions() != tasks || dice.chance(100);
            reads.add(new StageRead(parent.number(), 0, tasks, parent.partitions(), whole));
        }
        return reads;
    }

    /** Each task reads one output of the other job's result. */
    private static List<StageRead> ofSource(SimulatedJob source) {
        return List.of(new StageRead(SimulatedJob.SOURCE, 0, source.result().tasks(), 1, false, true));
    }

    /** Some tasks read one parent, the others another. */
    private List<StageRead> union(List<SimulatedStage> stages) {
        List<StageRead> reads = new ArrayList<>();
        int tasks = 0;
        for (SimulatedStage stage : stages) {
            if (tasks < 8 && dice.chance(500)) {
                reads.add(new StageRead(stage.number(), tasks, tasks + stage.partitions(), stage.partitions(), false));
                tasks += stage.partitions();
            }
        }
        return reads;
    }
}
