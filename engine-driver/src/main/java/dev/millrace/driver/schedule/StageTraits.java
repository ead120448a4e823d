package dev.millrace.driver.schedule;

import dev.millrace.transport.StageId;
import java.util.Map;

/**
 * What else the scheduler knows of a stage.
 *
 * @param determinism what its tasks give when they run again
 * @param exclusive   no two attempts of one of its tasks may run at once
 * @param shared      parents, by the number under which the stage's plan reads them, that are stages of other jobs
 */
public record StageTraits(Determinism determinism, boolean exclusive, Map<Integer, StageId> shared) {

    public static final StageTraits PLAIN = new StageTraits(Determinism.DETERMINATE, false, Map.of());

    public StageTraits {
        shared = Map.copyOf(shared);
    }
}
