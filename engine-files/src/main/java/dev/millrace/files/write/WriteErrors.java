package dev.millrace.files.write;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an operating system says when a write fails, in our conditions. */
final class WriteErrors {

    private WriteErrors() {}

    /** DISK_FULL or CANNOT_WRITE_FILE; QUERY_CANCELLED when the thread was interrupted. */
    static EngineException of(Path path, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return ErrorCondition.QUERY_CANCELLED.caused(cause, "reason", " while " + path + " was written");
        }
        String reason = reason(cause);
        if (reason.contains("No space left") || reason.contains("quota exceeded")) {
            Path folder = path.getParent();
            return ErrorCondition.DISK_FULL.caused(cause, "directory", folder == null ? path : folder);
        }
        return ErrorCondition.CANNOT_WRITE_FILE.caused(cause, "path", path, "detail", reason);
    }

    /** A library may have wrapped what the operating system said. */
    static RuntimeException of(Path path, RuntimeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return of(path, io);
            }
        }
        return failure;
    }

    private static String reason(IOException cause) {
        @Nullable
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        if (reason == null) {
            return cause instanceof AccessDeniedException ? "permission denied"
                    : cause instanceof NoSuchFileException ? "its folder cannot be made"
                            : cause.getClass().getSimpleName();
        }
        return reason;
    }
}
