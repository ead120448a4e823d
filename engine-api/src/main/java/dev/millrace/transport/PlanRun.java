package dev.millrace.transport;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.spi.WrittenFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A physical plan that runs. One thread reads it; any thread may close it. */
public interface PlanRun extends AutoCloseable {

    JobId id();

    /**
     * The next block of the result, which the caller releases; null at the end. Partitions come in order.
     *
     * @throws EngineException what the job ended in; QUERY_CANCELLED when the thread is interrupted or the run was closed; DRIVER_LOST
     */
    @Nullable
    Block nextBlock();

    /**
     * Waits for the end of a run whose rows are not read, and gives the files that its tasks wrote, in the order of their partitions.
     *
     * @throws EngineException as {@link #nextBlock}
     */
    List<WrittenFile> awaitFiles();

    /** True when the run has ended in an error, so that rows which it kept are gone. */
    boolean failed();

    /** After {@link #close}: waits until executors were told to free what the run kept, or until only runs that read it hold it. */
    void awaitFreed();

    /** Ends what still runs and frees every output. A second call does nothing. */
    @Override
    void close();
}
