package dev.millrace.spi;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import java.util.Set;

/** A format that tables are read from and written to, by name: {@code parquet}. Stateless but for caches; used by many threads. */
public interface DataSource {

    /** In lower case. */
    String name();

    /**
     * Planning face: finds the files, knows or infers the schema. Runs in the driver.
     *
     * @throws EngineException PATH_NOT_FOUND, UNABLE_TO_INFER_SCHEMA, CANNOT_READ_FILE, UNKNOWN_OPTION …
     */
    Table open(SourceSpec spec, Config config);

    /** Task face: reads one split. The reader may open its file as late as at its first batch. */
    BatchReader read(ReadRequest request, TaskContext context);

    /** Begins a write; runs in the driver. The target's mode has not been looked at yet. */
    WriteJob beginWrite(WriteSpec spec, Config config);

    /** Options, in lower case, that a read has and a write has not: a table keeps one set for both. */
    default Set<String> readOnlyOptions() {
        return Set.of();
    }

    /** Options, in lower case, that a write has and a read has not. */
    default Set<String> writeOnlyOptions() {
        return Set.of();
    }

    /** Task face of a write: writes one task attempt's rows to temporary files. {@code token} is that of the {@link WriteJob}. */
    BatchWriter write(WriteSpec spec, String token, TaskContext context);
}
