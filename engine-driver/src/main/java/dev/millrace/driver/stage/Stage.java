package dev.millrace.driver.stage;

import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import java.util.List;

/**
 * A part of a job between exchanges.
 *
 * @param number      within the job; parents have smaller numbers
 * @param fragment    plan of its tasks; an exchange appears only as a {@code ShuffleReadExec} leaf
 * @param output      how its rows are spread for the stages that read it; {@code Single} for the result
 * @param tasks       one for each partition of the fragment
 * @param parents     numbers of the stages it reads
 * @param description a few words for people: {@code scan trips, partial aggregate}
 */
public record Stage(int number, PhysicalPlan fragment, Partitioning output, int tasks, List<Integer> parents, String description) {
    public Stage {
        parents = List.copyOf(parents);
    }
}
