package dev.millrace.files.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.FileTask;
import dev.millrace.files.TestFiles;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of ranges together are the lines of the file, whatever the line ends and the lengths; damaged files end in one clear error. */
final class LineReaderTest {

    @TempDir
    Path folder;

    private static List<String> lines(Split split, String separator) {
        List<String> lines = new ArrayList<>();
        try (MemoryPool pool = MemoryPool.root("test", 64L << 20);
                LineReader reader = new LineReader(split, StandardCharsets.UTF_8, separator.getBytes(StandardCharsets.UTF_8), pool)) {
            while (reader.next()) {
                lines.add(new String(reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static List<String> inRanges(Path path, long length, int size, String separator) {
        List<String> lines = new ArrayList<>();
        for (long start = 0; start < length; start += size) {
            lines.addAll(lines(new Split(path.toString(), start, Math.min(size, length - start), length, 0, List.of()), separator));
        }
        return lines;
    }

    @Test
    void rangesGiveEachLineOnce() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append("x".repeat(random.nextInt(12))).append(List.of("\n", "\r\n", "\r", "", "ä").get(random.nextInt(5)));
            }
            String mark = random.nextInt(4) == 0 ? "\ufeff" : "";
            byte[] bytes = (mark + text).getBytes(StandardCharsets.UTF_8);
            Path path = Files.write(folder.resolve("x.txt"), bytes);
            List<String> expected = text.toString().lines().toList();
            for (int size : new int[] {1, 2, 3, 7, 1000}) {
                assertEquals(expected, inRanges(path, bytes.length, size, ""), "seed " + seed + " round " + round + " size " + size);
            }
        }
    }

    @Test
    void rangesWithASeparatorOfTheirOwn() throws IOException {
        String text = "a<>b\n<<>c<><>d<";
        Path path = Files.writeString(folder.resolve("x.txt"), text);
        for (int size = 1; size < 20; size++) {
            assertEquals(List.of("a", "b\n<", "c", "", "d<"), inRanges(path, text.length(), size, "<>"), "size " + size);
        }
    }

    @Test
    void longLinesGrowTheBufferWithinTheBudget() throws IOException {
        String line = "y".repeat(3_000_000);
        Path path = Files.writeString(folder.resolve("x.txt"), "a\n" + line + "\nb");
        Split split = new Split(path.toString(), 0, Files.size(path), Files.size(path), 0, List.of());
        assertEquals(List.of("a", line, "b"), lines(split, ""));

        try (MemoryPool pool = MemoryPool.root("test", 1L << 20);
                LineReader reader = new LineReader(split, StandardCharsets.UTF_8, new byte[0], pool)) {
            assertTrue(reader.next());
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, assertThrows(EngineException.class, reader::next).condition());
        }
    }

    @Test
    void truncatedAndDamagedGzip() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        StringBuilder text = new StringBuilder();
        for (byte value : noise) {
            text.append(value).append('\n');
        }
        Path whole = folder.resolve("whole.csv.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(whole))) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 50, (byte) 0x55);
        Path wrong = Files.write(folder.resolve("wrong.csv.gz"), damaged);
        Path none = Files.writeString(folder.resolve("none.csv.gz"), "a,b\n");
        for (Path path : List.of(cut, wrong, none)) {
            for (String format : List.of("csv", "text")) {
                Table table = TestFiles.open(format, path, Map.of(), "value string");
                EngineException failure = assertThrows(EngineException.class, () -> TestFiles.rows(table), path.toString());
                assertEquals(ErrorCondition.CANNOT_READ_FILE, failure.condition());
                assertTrue(failure.getMessage().contains(path.toString()), failure.getMessage());
                assertEquals(List.of(), TestFiles.openFiles(folder));
            }
        }
        assertEquals(noise.length, TestFiles.rows(TestFiles.open("csv", whole, Map.of(), "value int")).size());
    }

    @Test
    void gzipOfSeveralMembersAndOfNone() throws IOException {
        Path path = folder.resolve("x.csv.gz");
        try (OutputStream file = Files.newOutputStream(path)) {
            for (String text : List.of("1\n2", "", "3\n4\n")) {
                GZIPOutputStream gzip = new GZIPOutputStream(file);
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
                gzip.finish();
            }
        }
        assertEquals(List.of(List.of(1), List.of(23), List.of(4)), TestFiles.rows(TestFiles.open("csv", path, Map.of(), "a int")));
        Files.write(path, new byte[0]);
        assertEquals(List.of(), TestFiles.rows(TestFiles.open("csv", path, Map.of(), "a int")));
        assertEquals(ErrorCondition.UNABLE_TO_INFER_SCHEMA,
                assertThrows(EngineException.class, () -> TestFiles.open("csv", path, Map.of(), null)).condition());
    }

    @Test
    void anInterruptedThreadCancels() throws IOException {
        Path path = Files.writeString(folder.resolve("x.csv"), "1\n");
        Table table = TestFiles.open("csv", path, Map.of(), "a int");
        Thread.currentThread().interrupt();
        try {
            assertEquals(ErrorCondition.QUERY_CANCELLED, assertThrows(EngineException.class, () -> TestFiles.rows(table)).condition());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of(), TestFiles.openFiles(folder));
    }

    @Test
    void otherCompressionsAreNamed() throws IOException {
        Path path = Files.writeString(folder.resolve("x.csv.bz2"), "BZh9");
        EngineException failure = assertThrows(EngineException.class, () -> TestFiles.open("csv", path, Map.of(), null));
        assertEquals(ErrorCondition.UNSUPPORTED_FILE_FEATURE, failure.condition());
        assertTrue(failure.getMessage().contains(".bz2"), failure.getMessage());
    }

    @Test
    void closedEarlyOrCancelledNothingStaysOpen() throws IOException {
        Files.writeString(folder.resolve("x.json"), "{\"a\": 1}\n".repeat(50_000));
        for (String format : List.of("csv", "json", "text")) {
            Table table = TestFiles.open(format, folder, Map.of(), format.equals("text") ? "value string" : "a string");
            Split split = table.splits(List.of(), 1 << 30).getFirst();
            ReadRequest request = new ReadRequest(table.source(), table.schema(), split, List.of(0), List.of(), -1, 100);
            try (FileTask task = FileTask.of(0)) {
                try (BatchReader reader = TestFiles.SOURCES.get(format).read(request, task)) {
                    assertEquals(100, reader.next().rows());
                    assertTrue(reader.bytesRead() > 0);
                    task.cancel();
                    assertThrows(EngineException.class, reader::next);
                }
                assertEquals(0, task.memory().used(), format);
            }
            assertEquals(List.of(), TestFiles.openFiles(folder), format);
        }
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        Path path = Files.writeString(folder.resolve("x.csv"), "1\n");
        Table table = TestFiles.open("csv", path, Map.of(), "a int");
        Files.delete(path);
        EngineException failure = assertThrows(EngineException.class, () -> TestFiles.rows(table));
        assertEquals(ErrorCondition.PATH_NOT_FOUND, failure.condition());
    }
}
