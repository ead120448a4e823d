package dev.millrace.driver.schedule;

import java.util.List;

/**
 * What the scheduler knows of a stage.
 *
 * @param number  within its job
 * @param tasks   one for each partition
 * @param parents stages whose outputs its tasks read
 */
public record StageSpec(int number, int tasks, List<Integer> parents) {
    public StageSpec {
        parents = List.copyOf(parents);
    }
}
