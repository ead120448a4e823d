package dev.millrace.testkit.simulation;

import dev.millrace.transport.JobId;
import java.util.ArrayList;
import java.util.List;

/** Jobs of random shape. */
final class RandomJobs {

    private final Dice dice;
    private final Faults faults;

    RandomJobs(Dice dice, Faults faults) {
        this.dice = dice;
        this.faults = faults;
    }

    SimulatedJob next(JobId id) {
        int count = 1 + dice.below(2) + dice.below(2) + dice.below(3);
        boolean indeterminate = faults.indeterminate() && dice.chance(300);
        int illStage = dice.chance(60) ? dice.below(count) : -1;
        SimulatedStage.Illness illness = dice.chance(500) ? SimulatedStage.Illness.USER_ERROR : SimulatedStage.Illness.KILLS_EXECUTOR;
        List<SimulatedStage> stages = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            List<Integer> parents = parents(stages, number == count - 1);
            int tasks = 1 + dice.below(4);
            for (int parent : parents) {
                int partitions = stages.get(parent).partitions();
                tasks = partitions > 1 ? partitions : tasks;
            }
            boolean last = number == count - 1;
            int partitions = last ? 1 : 1 + dice.below(4);
            long micros = dice.chance(100) ? dice.between(1_000_000, 5_000_000) : dice.between(500, 200_000);
            stages.add(new SimulatedStage(number, tasks, partitions, parents, !indeterminate || dice.chance(500), 1 + dice.below(4), micros,
                    number == illStage ? illness : SimulatedStage.Illness.NONE, dice.below(tasks)));
        }
        return new SimulatedJob(id, List.copyOf(stages), dice.next(), 4, dice.chance(800) ? 30_000 : 4_000, dice.chance(800));
    }

    /** A job with one task a slot, each of which takes a while: it shows whether all slots can be used. */
    static SimulatedJob probe(JobId id, int slots) {
        return new SimulatedJob(id, List.of(new SimulatedStage(0, slots, 1, List.of(), true, 1, 1_000_000, SimulatedStage.Illness.NONE, 0)),
                id.number(), 4, 30_000, true);
    }

    /** Parents that are spread are all spread over as many partitions. The last stage reads what nobody else reads, as far as it can. */
    private List<Integer> parents(List<SimulatedStage> stages, boolean last) {
        List<Integer> parents = new ArrayList<>();
        int spread = 1;
        for (int number = stages.size() - 1; number >= 0; number--) {
            int candidate = number;
            boolean unread = stages.stream().noneMatch(stage -> stage.parents().contains(candidate));
            int partitions = stages.get(number).partitions();
            boolean fits = partitions == 1 || spread == 1 || partitions == spread;
            if (fits && (last && unread || dice.chance(unread ? 500 : 200))) {
                parents.add(0, number);
                spread = Math.max(spread, partitions);
            }
        }
        return List.copyOf(parents);
    }
}
