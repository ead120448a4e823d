package dev.millrace.spi;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.plan.SourceSpec;

/** Finds out how files want to be read by looking at them: {@code FROM 'trips/*.csv'}. Runs in the driver. */
@FunctionalInterface
public interface FormatDetector {

    /**
     * The format, its options and, where the format does not say so itself, the columns.
     *
     * @param path a file, folder or glob
     * @throws EngineException PATH_NOT_FOUND, UNABLE_TO_INFER_SCHEMA, CANNOT_READ_FILE
     */
    SourceSpec detect(String path, Config config);
}
