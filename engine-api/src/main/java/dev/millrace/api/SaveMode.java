package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.WriteMode;
import java.util.Locale;

/** What a write does when its target exists: {@code frame.write().mode(SaveMode.Overwrite).parquet("out")}. */
public enum SaveMode {
    /** Adds files to those that are there. */
    Append,
    /** Replaces what is there, once the new files are complete. */
    Overwrite,
    /** PATH_ALREADY_EXISTS; the default. */
    ErrorIfExists,
    /** Writes nothing. */
    Ignore;

    /**
     * By name, ignoring case: {@code append}, {@code overwrite}, {@code error}, {@code errorifexists}, {@code default}, {@code ignore}.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE
     */
    public static SaveMode of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "append" -> Append;
            case "overwrite" -> Overwrite;
            case "error", "errorifexists", "default" -> ErrorIfExists;
            case "ignore" -> Ignore;
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "mode", "function", "mode", "expected",
                    "append, overwrite, errorifexists or ignore", "actual", name);
        };
    }

    WriteMode writeMode() {
        return switch (this) {
            case Append -> WriteMode.APPEND;
            case Overwrite -> WriteMode.OVERWRITE;
            case ErrorIfExists -> WriteMode.ERROR_IF_EXISTS;
            case Ignore -> WriteMode.IGNORE;
        };
    }
}
