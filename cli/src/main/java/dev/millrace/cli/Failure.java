package dev.millrace.cli;

import dev.millrace.error.EngineException;
import java.io.PrintWriter;

/** What stopped a command, told to the person who typed it. */
record Failure(Throwable cause) {

    /** Writes one line, or the stack trace too when {@code verbose}; answers how the process should end. */
    ExitCode report(PrintWriter err, boolean verbose) {
        ExitCode code = exitCode();
        if (code == ExitCode.INTERNAL_ERROR && !(cause instanceof EngineException)) {
            err.println("millrace: internal error: " + cause + (verbose ? "" : " (--verbose shows where)"));
        } else {
            err.println("millrace: " + cause.getMessage());
        }
        if (verbose) {
            cause.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private ExitCode exitCode() {
        return cause instanceof EngineException error ? switch (error.kind()) {
            case USER, RESOURCES -> ExitCode.USER_ERROR;
            case CANCELLED -> ExitCode.CANCELLED;
            case TRANSIENT, LOST_BLOCK, BUG -> ExitCode.INTERNAL_ERROR;
        } : ExitCode.INTERNAL_ERROR;
    }
}
