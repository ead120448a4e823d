package dev.millrace.driver.stage;

import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.transport.JobId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a job between exchanges.
 *
 * @param number      within the job; parents have smaller numbers
 * @param fragment    plan of its tasks; an exchange appears only as a {@code ShuffleReadExec} leaf
 * @param output      how its rows are spread for the stages that read it; {@code Single} for the result
 * @param tasks       one for each partition of the fragment
 * @param parents     numbers of the stages it reads
 * @param description a few words for people: {@code scan trips, partial aggregate}
 * @param shared      jobs whose kept results it reads, by the number of the input
 * @param adaptable   its tasks may be cut anew once the sizes of what they read are known
 */
public record Stage(int number, PhysicalPlan fragment, Partitioning output, int tasks, List<Integer> parents, String description,
        Map<Integer, JobId> shared, boolean adaptable) {
    public Stage {
        parents = List.copyOf(parents);
        shared = Map.copyOf(shared);
    }

    /** A stage that reads nothing of other jobs. */
    public Stage(int number, PhysicalPlan fragment, Partitioning output, int tasks, List<Integer> parents, String description) {
        this(number, fragment, output, tasks, parents, description, Map.of(), false);
    }

    /** Parents whose partitions may be read in parts. */
    public Set<Integer> splittable() {
        return Adaptable.splittable(fragment);
    }

    /** The same with other tasks. */
    public Stage withTasks(int count) {
        return new Stage(number, fragment, output, count, parents, description, shared, adaptable);
    }
}
