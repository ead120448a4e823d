package dev.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> file.toString().contains("shuffle")).toList();
        }
    }

    private List<Row> run(Map<String, String> settings) throws IOException {
        try (Session session = Session.builder().master("local[2]")
                .config("spill.directory", folder.resolve("a") + "," + folder.resolve("b"))
                .config("join.broadcast.limit", "0").config("shuffle.partitions", "5").config(settings).create()) {
            List<Row> rows = session.sql(QUERY).collect();
            session.sql("SELECT count(*) FROM range(0, 10)").collect();
            assertEquals(List.of(), files().stream().filter(file -> file.toString().contains("j1.s")).toList(), "the first job has ended");
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
