package dev.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges in memory, on disk, and larger than memory give the same rows and leave nothing. */
class ShuffleStorageTest {

    private static final String QUERY = """
            SELECT a.id % 1000 AS k, count(*) AS n, sum(b.id) AS s, min(concat('row ', a.id)) AS t
            FROM range(0, 200000) a JOIN range(0, 200000) b ON a.id = b.id
            GROUP BY a.id % 1000 ORDER BY k""";

    @TempDir
    Path folder;

    /** Files of the first job's exchanges; its folder may vanish meanwhile. */
    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().contains("shuffle") && file.toString().contains("j1.s")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private void awaitNoFiles() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<Path> left = files();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            left = files();
        }
        assertEquals(List.of(), left, "the first job has ended");
    }

    private List<Row> run(Map<String, String> settings) throws IOException {
        try (Session session = Session.builder().master("local[2]")
                .config("spill.directory", folder.resolve("a") + "," + folder.resolve("b"))
                .config("join.broadcast.limit", "0").config("shuffle.partitions", "5").config(settings).create()) {
            List<Row> rows = session.sql(QUERY).collect();
            awaitNoFiles();
            return rows;
        }
    }

    @Test
    void theSameRowsFromMemoryFromDiskAndWithLittleMemory() throws IOException {
        List<Row> expected = run(Map.of());
        assertEquals(1000, expected.size());
        assertEquals(expected, run(Map.of("shuffle.storage", "disk")));
        assertEquals(expected, run(Map.of("shuffle.storage", "disk", "shuffle.merge-fan-in", "2", "memory.limit", "16m")));
        assertEquals(expected, run(Map.of("memory.limit", "16m")));
        try (Stream<Path> left = Files.list(folder.resolve("a"))) {
            assertTrue(left.toList().isEmpty(), "the engine's folder has gone with it");
        }
    }
}
