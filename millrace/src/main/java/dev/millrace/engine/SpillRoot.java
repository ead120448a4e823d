package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The folder of one engine's temporary files: nothing is made before a task asks, and nothing is left after the end. */
final class SpillRoot implements AutoCloseable {

    private final Path folder;

    /** @param name tells the engines of a machine apart */
    SpillRoot(Config config, String name) {
        this.folder = Path.of(config.get(ConfigKeys.SPILL_DIRECTORY)).resolve("millrace-" + ProcessHandle.current().pid() + "-" + name);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", folder, "detail",
                    "temporary files cannot be deleted: " + e.getMessage());
        }
    }
}
