package dev.millrace.transport;

import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import java.util.List;

/**
 * A stage of a job as it is shown to people: {@code new StageSummary(0, fragment, partitioning, 8, List.of(), "scan trips")}.
 *
 * @param number      within the job; parents come before children
 * @param fragment    plan of its tasks
 * @param output      how its rows are spread for the stages that read it
 * @param tasks       how many
 * @param parents     numbers of the stages it reads
 * @param description a few words for people
 */
public record StageSummary(int number, PhysicalPlan fragment, Partitioning output, int tasks, List<Integer> parents, String description) {
    public StageSummary {
        parents = List.copyOf(parents);
    }
}
