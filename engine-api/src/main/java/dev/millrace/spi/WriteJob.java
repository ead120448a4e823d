package dev.millrace.spi;

import dev.millrace.error.EngineException;
import java.util.List;

/**
 * Driver's side of a two-phase write: nothing that tasks wrote is seen by a reader before {@link #commit}, and nothing is left after
 * {@link #abort}.
 */
public interface WriteJob {

    /**
     * Looks at the target and its mode.
     *
     * @return false when there is nothing to do (mode IGNORE and the target exists)
     * @throws EngineException PATH_ALREADY_EXISTS, CANNOT_WRITE_FILE
     */
    boolean prepare();

    /** Names this write in temporary paths; handed to every task. */
    String token();

    /** Publishes the files of the successful attempts, one attempt a task. */
    void commit(List<WrittenFile> files);

    void abort();
}
