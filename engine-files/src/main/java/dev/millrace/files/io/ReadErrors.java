package dev.millrace.files.io;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an operating system or decompressor says when a read fails, in our conditions. */
public final class ReadErrors {

    private ReadErrors() {}

    /** PATH_NOT_FOUND, PATH_NOT_READABLE, CANNOT_READ_FILE; QUERY_CANCELLED when the thread was interrupted. */
    public static EngineException of(String file, String position, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return ErrorCondition.QUERY_CANCELLED.caused(cause, "reason", " while " + file + " was read");
        }
        if (cause instanceof NoSuchFileException || !Files.exists(Path.of(file))) {
            return ErrorCondition.PATH_NOT_FOUND.caused(cause, "path", file);
        }
        if (cause instanceof AccessDeniedException) {
            return ErrorCondition.PATH_NOT_READABLE.caused(cause, "path", file, "detail", "permission denied");
        }
        @Nullable
        String message = cause.getMessage();
        String detail = cause instanceof EOFException ? "the compressed data is cut off"
                : message == null ? cause.getClass().getSimpleName() : message;
        return ErrorCondition.CANNOT_READ_FILE.caused(cause, "file", file, "position", position, "detail", detail);
    }
}
