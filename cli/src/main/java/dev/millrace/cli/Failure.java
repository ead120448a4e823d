package dev.millrace.cli;

import dev.millrace.error.EngineException;
import java.io.IOException;
import java.io.PrintWriter;

/** What stopped a command, told to the person who typed it. */
public record Failure(Throwable cause) {

    /** Writes one line, or the stack trace too when {@code verbose}; answers how the process should end. */
    public ExitCode report(PrintWriter err, boolean verbose) {
        return report(err, verbose, "");
    }

    /** As {@link #report(PrintWriter, boolean)}, with the place of the mistake before the message: {@code report.sql:12: }. */
    public ExitCode report(PrintWriter err, boolean verbose, String place) {
        err.println("millrace: " + place + message(verbose));
        if (verbose) {
            cause.printStackTrace(err);
        }
        err.flush();
        return exitCode();
    }

    /** What went wrong, without a stack trace. */
    public String message(boolean verbose) {
        if (cause instanceof EngineException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof IOException) {
            return cause.getMessage() == null ? cause.toString() : cause.getMessage();
        }
        return "internal error: " + cause + (verbose ? "" : " (--verbose shows where)");
    }

    public ExitCode exitCode() {
        return switch (cause) {
            case EngineException error -> switch (error.kind()) {
                case USER, RESOURCES -> ExitCode.USER_ERROR;
                case CANCELLED -> ExitCode.CANCELLED;
                case TRANSIENT, LOST_BLOCK, BUG -> ExitCode.INTERNAL_ERROR;
            };
            case IOException _ -> ExitCode.USER_ERROR;
            default -> ExitCode.INTERNAL_ERROR;
        };
    }
}
