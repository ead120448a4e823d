package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text files as rows: lines, whole files, and which files. How lines are found in ranges is tested with the line reader. */
final class TextTest {

    private static final String POEM = "Grüße, Jürgen\n東京\n\n🙂 \t end \nlast without an end";

    @TempDir
    Path folder;

    private static Table open(Path path, String... options) {
        return TestFiles.open("text", path, TestFiles.options(options), null);
    }

    private static List<Object> first(List<List<@Nullable Object>> rows) {
        List<Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.getFirst()));
        return values;
    }

    /** The values of the first column; the same whatever the size of splits and batches. */
    private static List<Object> values(Table table) {
        List<Object> values = first(TestFiles.rows(table));
        for (int splitBytes : new int[] {1, 5, 1 << 20}) {
            for (int batchRows : new int[] {1, 2, 1000}) {
                assertEquals(values, first(TestFiles.rows(table, splitBytes, batchRows)), splitBytes + " B, " + batchRows + " rows");
            }
        }
        return values;
    }

    private List<Object> read(String text, String... options) throws IOException {
        return values(open(Files.writeString(folder.resolve("x.txt"), text), options));
    }

    private Path gzip(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    @Test
    void aRowALine() throws IOException {
        assertEquals(TypeParser.schema("value string"), open(Files.writeString(folder.resolve("x.txt"), "a")).schema());
        assertEquals(List.of("a", "b"), read("a\nb\n"));
        assertEquals(List.of("a", "b"), read("a\nb"));
        assertEquals(List.of("a", "", "b", ""), read("a\n\nb\n\n"));
        assertEquals(List.of(""), read("\n"));
        assertEquals(List.of(), read(""));
        assertEquals(List.of("a", "b", "", "c"), read("a\r\nb\r\n\r\nc"));
        assertEquals(List.of("a", "b", "c", "d"), read("a\rb\nc\r\nd\r"));
        assertEquals(List.of("a,\"b", "c\"\\n", " # d "), read("a,\"b\nc\"\\n\n # d \n"));
        assertEquals(List.of("Grüße, Jürgen", "東京", "", "🙂 \t end ", "last without an end"), read(POEM));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstLine() throws IOException {
        assertEquals(List.of("a", "\ufeffb"), read("\ufeffa\n\ufeffb\n"));
    }

    @Test
    void bytesThatAreNoUtf8AreKept() throws IOException {
        Path path = Files.write(folder.resolve("x.txt"), new byte[] {'a', (byte) 0xff, '\n', (byte) 0xc3, '\n', 'b', 0, 'c'});
        assertEquals(List.of("a\ufffd", "\ufffd", "b\0c"), values(open(path)));
    }

    @Test
    void lineSeparatorOfItsOwn() throws IOException {
        assertEquals(List.of("a\nb", "c", "", "d\r\n"), read("a\nb;c;;d\r\n", "lineSep", ";"));
        assertEquals(List.of("a", "b→", "c"), read("a⇒b→⇒c⇒", "lineSep", "⇒"));
        assertEquals(List.of("a\r", "b"), read("a\r\nb", "lineSep", "\n"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                assertThrows(EngineException.class, () -> read("a", "lineSep", "")).condition());
    }

    @Test
    void otherCharacterSets() throws IOException {
        for (String name : List.of("UTF-16", "UTF-16LE", "UTF-32", "GB18030")) {
            Path path = Files.write(folder.resolve("x.txt"), POEM.getBytes(Charset.forName(name)));
            assertEquals(POEM.lines().toList(), values(open(path, "encoding", name)), name);
            assertEquals(List.of(POEM), values(open(path, "charset", name, "wholetext", "true")), name);
        }
        Path path = Files.write(folder.resolve("x.txt"), "ä;ö".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("ä", "ö"), values(open(path, "encoding", "latin1", "lineSep", ";")));
    }

    @Test
    void compressedFiles() throws IOException {
        assertEquals(POEM.lines().toList(), values(open(gzip("x.txt.gz", POEM))));
        assertEquals(List.of(), values(open(gzip("none.txt.gz", ""))));
        assertEquals(1, open(gzip("many.gz", "line\n".repeat(10_000))).splits(List.of(), 1).size());
        assertEquals(10_000, TestFiles.rows(open(folder.resolve("many.gz"))).size());
    }

    @Test
    void wholeFiles() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("a.txt"), POEM);
        Files.writeString(files.resolve("b.txt"), "");
        Files.writeString(files.resolve("c.txt"), "x\r\n");
        Files.writeString(files.resolve("d.txt"), "\n");
        String large = "0123456789\n".repeat(20_000);
        Files.move(gzip("e.txt.gz", large), files.resolve("e.txt.gz"));
        assertEquals(List.of(POEM, "x\r\n", "\n", large), values(open(files, "wholetext", "true")));
        assertEquals(List.of(POEM, "x\r\n", "\n", large), values(open(files, "wholeText", "true", "lineSep", ",")));
    }

    @Test
    void aWholeFileOfAnySizeAroundTheBuffers() throws IOException {
        for (int size : new int[] {1, 65_535, 65_536, 65_537, 131_072, 131_073}) {
            String text = "z".repeat(size);
            assertEquals(List.of(text), first(TestFiles.rows(open(Files.writeString(folder.resolve("x.txt"), text), "wholetext", "true"))));
        }
    }

    @Test
    void aWholeFileBeyondTheBudgetOrDamagedIsAnError() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(3).nextBytes(noise);
        Path large = Files.write(folder.resolve("large.txt"), noise);
        Table table = open(large, "wholetext", "true");
        ReadRequest request =
                new ReadRequest(table.source(), table.schema(), table.splits(List.of(), 1).getFirst(), List.of(0), List.of(), -1, 10);
        try (FileTask task = new FileTask(0, 0, 100_000); BatchReader reader = TestFiles.SOURCES.get("text").read(request, task)) {
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, assertThrows(EngineException.class, reader::next).condition());
        }
        byte[] zipped = Files.readAllBytes(gzip("x.gz", Arrays.toString(noise)));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(zipped, zipped.length / 2));
        EngineException failure = assertThrows(EngineException.class, () -> TestFiles.rows(open(cut, "wholetext", "true")));
        assertEquals(ErrorCondition.CANNOT_READ_FILE, failure.condition());
        assertEquals(List.of(), TestFiles.openFiles(folder));
    }

    @Test
    void veryLongLines() throws IOException {
        // each more than a batch is meant to hold
        String line = "é".repeat(10_000_000);
        Path path = Files.writeString(folder.resolve("x.txt"), "a\n" + line + "\r\n" + line);
        List<Object> values = first(TestFiles.rows(open(path)));
        assertEquals(List.of(1, 10_000_000, 10_000_000), values.stream().map(value -> value.toString().length()).toList());
        assertEquals(line, values.get(1));
        assertEquals(line, values.get(2));
        assertEquals(values, first(TestFiles.rows(open(path), 1 << 20, 1000)));
    }

    @Test
    void foldersAndPatterns() throws IOException {
        for (String name : List.of("a.txt", "b.txt", "c.log", "_hidden.txt", ".hidden.txt", "sub/d.txt", "sub/deep/e.txt")) {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, name + " 1\n" + name + " 2");
        }
        assertEquals(lines("a.txt", "b.txt", "c.log"), values(open(folder)));
        assertEquals(lines("a.txt", "b.txt"), values(open(folder.resolve("*.txt"))));
        assertEquals(lines("b.txt", "c.log"), values(open(folder.resolve("[b-z].{txt,log}"))));
        assertEquals(lines("sub/d.txt"), values(open(folder.resolve("s*/?.txt"))));
        assertEquals(lines("a.txt", "b.txt", "sub/d.txt", "sub/deep/e.txt"),
                values(open(folder, "recursiveFileLookup", "true", "pathGlobFilter", "*.txt")).stream().sorted().toList());
        List<String> two = List.of(folder + "/c.log", folder + "/a.txt");
        assertEquals(lines("c.log", "a.txt"), values(TestFiles.open("text", two, Map.of(), Optional.empty())));
        assertEquals(ErrorCondition.PATH_NOT_FOUND,
                assertThrows(EngineException.class, () -> open(folder.resolve("*.csv"))).condition());
    }

    private static List<Object> lines(String... names) {
        List<Object> lines = new ArrayList<>();
        for (String name : names) {
            lines.add(name + " 1");
            lines.add(name + " 2");
        }
        return lines;
    }

    @Test
    void partitionFoldersAddColumns() throws IOException {
        for (int year : new int[] {2024, 2025}) {
            Files.writeString(Files.createDirectories(folder.resolve("year=" + year)).resolve("x.txt"), "a\nb " + year);
        }
        for (String whole : List.of("false", "true")) {
            Table table = open(folder, "wholetext", whole);
            assertEquals(TypeParser.schema("value string, year int"), table.schema());
            List<List<Object>> expected = whole.equals("true") ? List.of(List.of("a\nb 2024", 2024), List.of("a\nb 2025", 2025))
                    : List.of(List.of("a", 2024), List.of("b 2024", 2024), List.of("a", 2025), List.of("b 2025", 2025));
            assertEquals(expected, TestFiles.rows(table));
            Split split = table.splits(List.of(), 1 << 20).getLast();
            assertEquals(expected.size() / 2, TestFiles.rows(table, split, List.of(), 1, -1).size());
            assertEquals(expected.subList(expected.size() / 2, expected.size()).stream().map(List::reversed).toList(),
                    TestFiles.rows(table, split, List.of(1, 0), 1, -1));
            assertEquals(1, TestFiles.rows(table, split, List.of(0), 1000, 1).size());
        }
    }

    @Test
    void linesAreCountedWithoutTheColumn() throws IOException {
        Table table = open(Files.writeString(folder.resolve("x.txt"), POEM));
        Split split = table.splits(List.of(), 1 << 20).getFirst();
        assertEquals(5, TestFiles.rows(table, split, List.of(), 2, -1).size());
        assertEquals(3, TestFiles.rows(table, split, List.of(), 2, 3).size());
    }

    @Test
    void aSchemaMayRenameTheColumnButNotMore() throws IOException {
        Path path = Files.writeString(folder.resolve("x.txt"), "1\n2");
        Table table = TestFiles.open("text", path, Map.of(), "line string");
        assertEquals(TypeParser.schema("line string"), table.schema());
        assertEquals(List.of("1", "2"), values(table));
        for (String schema : List.of("a int", "a string, b string")) {
            assertEquals(ErrorCondition.UNSUPPORTED_FEATURE,
                    assertThrows(EngineException.class, () -> TestFiles.open("text", path, Map.of(), schema)).condition(), schema);
        }
    }

    @Test
    void unknownOptionsAreErrors() throws IOException {
        Path path = Files.writeString(folder.resolve("x.txt"), "1");
        assertEquals(ErrorCondition.UNKNOWN_OPTION, assertThrows(EngineException.class, () -> open(path, "wholetxt", "true")).condition());
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                assertThrows(EngineException.class, () -> open(path, "wholetext", "perhaps")).condition());
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                assertThrows(EngineException.class, () -> open(path, "encoding", "UTF-9")).condition());
    }
}
