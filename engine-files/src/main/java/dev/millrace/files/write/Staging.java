package dev.millrace.files.write;

import dev.millrace.files.listing.FilePaths;
import dev.millrace.plan.WriteSpec;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a write's files lie before they are published: {@code _temporary-<token>} beside the target, so on the same file system, where
 * a rename is atomic.
 *
 * @param target the folder that is written, links followed
 */
record Staging(Path target, String token) {

    static Staging of(WriteSpec spec, String token) {
        Path path = FilePaths.of(spec.path());
        try {
            return new Staging(Files.exists(path) ? path.toRealPath() : path, token);
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    Path folder() {
        Path parent = target.getParent();
        return (parent == null ? target : parent).resolve("_temporary-" + token);
    }

    /** Of one attempt; its files lie in it as they will in the target. */
    Path attempt(String attempt) {
        return folder().resolve(attempt);
    }

    /** Removes a folder and all that is in it; one that is not there is removed already. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.deleteIfExists(folder);
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
