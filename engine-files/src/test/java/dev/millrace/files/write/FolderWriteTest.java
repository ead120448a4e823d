package dev.millrace.files.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.FileTask;
import dev.millrace.files.RandomBatches;
import dev.millrace.files.TestFiles;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.WriteJob;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modes, publication and partition folders of writes; nothing is left of one that fails. */
final class FolderWriteTest {

    private static final Schema NUMBERS = TypeParser.schema("n bigint");

    @TempDir
    Path folder;

    private static Batch numbers(long... values) {
        VectorBuilder builder = VectorBuilder.of(DataType.BIGINT, values.length);
        for (long value : values) {
            builder.appendValue(value);
        }
        return Batch.of(values.length, builder.build());
    }

    private WriteSpec spec(String name, WriteMode mode) {
        return new WriteSpec("csv", folder.resolve(name).toString(), mode, Map.of(), List.of(), NUMBERS);
    }

    private List<List<@Nullable Object>> read(String name) {
        return TestFiles.rows(TestFiles.open("csv", folder.resolve(name), Map.of(), "n bigint")).stream()
                .sorted(Comparator.comparingLong(row -> (Long) row.getFirst())).toList();
    }

    private static List<List<@Nullable Object>> rows(long... values) {
        return Arrays.stream(values).mapToObj(value -> Arrays.<@Nullable Object>asList(value)).toList();
    }

    @Test
    void aNewFolderAppearsWithAllFilesAndAMark() throws IOException {
        TestFiles.write(spec("deep/er/out", WriteMode.ERROR_IF_EXISTS), List.of(numbers(1, 2)), List.of(), List.of(numbers(3)));

        assertEquals(rows(1, 2, 3), read("deep/er/out"));
        List<String> files = TestFiles.tree(folder);
        assertEquals(6, files.size(), files::toString);
        assertTrue(files.contains("deep/er/out/_SUCCESS") && files.get(4).matches("deep/er/out/part-00000-[0-9a-f]{16}\\.csv"),
                files::toString);
        assertTrue(files.get(5).matches("deep/er/out/part-00002-[0-9a-f]{16}\\.csv"), files::toString);
    }

    @Test
    void modes() throws IOException {
        TestFiles.write(spec("out", WriteMode.ERROR_IF_EXISTS), List.of(numbers(1)));
        EngineException exists =
                assertThrows(EngineException.class, () -> TestFiles.write(spec("out", WriteMode.ERROR_IF_EXISTS), List.of(numbers(2))));
        assertEquals(ErrorCondition.PATH_ALREADY_EXISTS, exists.condition());
        TestFiles.write(spec("out", WriteMode.IGNORE), List.of(numbers(3)));
        assertEquals(rows(1), read("out"));

        TestFiles.write(spec("out", WriteMode.APPEND), List.of(numbers(4)), List.of(numbers(5)));
        assertEquals(rows(1, 4, 5), read("out"));

        TestFiles.write(spec("out", WriteMode.OVERWRITE), List.of(numbers(6)));
        assertEquals(rows(6), read("out"));

        for (WriteMode mode : List.of(WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.IGNORE)) {
            TestFiles.write(spec("new" + mode, mode), List.of(numbers(7)));
            assertEquals(rows(7), read("new" + mode));
        }
        assertTrue(TestFiles.tree(folder).stream().noneMatch(name -> name.contains("_temporary")));
    }

    @Test
    void overwritingReplacesAFileAndFollowsALink() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        assertEquals(ErrorCondition.CANNOT_WRITE_FILE,
                assertThrows(EngineException.class, () -> TestFiles.write(spec("file", WriteMode.APPEND), List.of(numbers(1))))
                        .condition());
        TestFiles.write(spec("file", WriteMode.OVERWRITE), List.of(numbers(1)));
        assertEquals(rows(1), read("file"));

        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
        TestFiles.write(spec("link", WriteMode.OVERWRITE), List.of(numbers(2)));
        assertEquals(rows(2), read("file"));
        assertTrue(Files.isSymbolicLink(folder.resolve("link")));
    }

    @Test
    void whatIsOverwrittenCanBeReadUntilTheCommit() throws IOException {
        TestFiles.write(spec("out", WriteMode.OVERWRITE), List.of(numbers(1)));
        WriteSpec spec = spec("out", WriteMode.OVERWRITE);
        WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
        assertTrue(job.prepare());
        List<WrittenFile> files = TestFiles.writeTask(spec, job.token(), FileTask.of(0), List.of(numbers(2)));

        assertEquals(rows(1), read("out"));
        job.commit(files);
        assertEquals(rows(2), read("out"));
    }

    @Test
    void nothingIsLeftOfAnAbortedWrite() throws IOException {
        WriteSpec spec = spec("a/b/out", WriteMode.OVERWRITE);
        WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
        assertTrue(job.prepare());
        TestFiles.writeTask(spec, job.token(), FileTask.of(0), List.of(numbers(2)));
        job.abort();
        job.abort();
        assertEquals(List.of(), TestFiles.tree(folder));
    }

    @Test
    void aTaskThatIsClosedEarlyLeavesNoFile() throws IOException {
        for (String format : List.of("csv", "json", "parquet")) {
            WriteSpec spec = TestFiles.spec(format, folder.resolve("out"), NUMBERS, Map.of());
            WriteJob job = TestFiles.SOURCES.get(format).beginWrite(spec, FileTask.UTC);
            assertTrue(job.prepare());
            try (FileTask task = FileTask.of(0); BatchWriter writer = TestFiles.SOURCES.get(format).write(spec, job.token(), task)) {
                writer.write(numbers(1, 2, 3));
                task.cancel();
                assertEquals(ErrorCondition.QUERY_CANCELLED,
                        assertThrows(EngineException.class, () -> writer.write(numbers(4))).condition());
            }
            assertEquals(List.of("_temporary-" + job.token()), TestFiles.tree(folder), format);
            assertEquals(List.of(), TestFiles.openFiles(folder), format);
            job.abort();
        }
    }

    @Test
    void onlyTheAttemptThatSucceededIsPublished() throws IOException {
        WriteSpec spec = spec("out", WriteMode.ERROR_IF_EXISTS);
        WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
        assertTrue(job.prepare());
        TestFiles.writeTask(spec, job.token(), new FileTask(0, 0, 1 << 20), List.of(numbers(1)));
        List<WrittenFile> second = TestFiles.writeTask(spec, job.token(), new FileTask(0, 1, 1 << 20), List.of(numbers(1)));
        job.commit(second);
        assertEquals(rows(1), read("out"));
        assertEquals(3, TestFiles.tree(folder).size());
    }

    @Test
    void aFailedCommitLeavesTheTargetAsItWas() throws IOException {
        TestFiles.write(spec("out", WriteMode.OVERWRITE), List.of(numbers(1)));
        List<String> before = TestFiles.tree(folder);
        for (WriteMode mode : List.of(WriteMode.OVERWRITE, WriteMode.APPEND)) {
            WriteSpec spec = spec("out", mode);
            WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
            assertTrue(job.prepare());
            List<WrittenFile> files = new ArrayList<>(TestFiles.writeTask(spec, job.token(), FileTask.of(0), List.of(numbers(2))));
            files.add(new WrittenFile(folder.resolve("lost.csv").toString(), "lost.csv", 1, 2));
            assertEquals(ErrorCondition.CANNOT_WRITE_FILE, assertThrows(EngineException.class, () -> job.commit(files)).condition());
            assertEquals(before, TestFiles.tree(folder), mode.name());
            assertEquals(rows(1), read("out"));
        }
    }

    @Test
    void twoWritesOfANewFolder() {
        WriteSpec spec = spec("out", WriteMode.ERROR_IF_EXISTS);
        WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
        assertTrue(job.prepare());
        List<WrittenFile> files = TestFiles.writeTask(spec, job.token(), FileTask.of(0), List.of(numbers(1)));
        TestFiles.write(spec, List.of(numbers(2)));
        assertEquals(ErrorCondition.PATH_ALREADY_EXISTS, assertThrows(EngineException.class, () -> job.commit(files)).condition());
        assertEquals(rows(2), read("out"));
    }

    @Test
    void placesThatCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        EngineException below =
                assertThrows(EngineException.class, () -> TestFiles.write(spec("file/out", WriteMode.OVERWRITE), List.of(numbers(1))));
        assertEquals(ErrorCondition.CANNOT_WRITE_FILE, below.condition());
        assertTrue(below.getMessage().contains("file/out"), below.getMessage());
        assertEquals(List.of("file"), TestFiles.tree(folder));
    }

    @Test
    void aFullDiskIsToldAsSuch() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        WriteSpec spec = spec("out", WriteMode.OVERWRITE);
        FolderWriteJob job = FolderWriteJob.of(spec);
        assertTrue(job.prepare());
        try (FileTask task = FileTask.of(0);
                BatchWriter writer = new FolderWriter(spec, job.token(), task, ".x", (path, _) -> new ToDevice(full))) {
            EngineException failure = assertThrows(EngineException.class, () -> writer.write(numbers(1)));
            assertEquals(ErrorCondition.DISK_FULL, failure.condition());
            assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
        }
        job.abort();
        assertEquals(List.of(), TestFiles.tree(folder));
    }

    private record ToDevice(Path device) implements FileEncoder {
        @Override
        public void write(Batch batch) throws IOException {
            Files.write(device, new byte[] {1, 2, 3});
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    @Test
    void anEmptyResultStillTellsItsColumns() throws IOException {
        for (String format : List.of("parquet", "csv", "json", "text")) {
            Path target = folder.resolve(format);
            Schema schema = format.equals("text") ? TypeParser.schema("value string") : NUMBERS;
            TestFiles.write(TestFiles.spec(format, target, schema, format.equals("csv") ? TestFiles.options("header", "true") : Map.of()),
                    List.of(), List.of());
            assertEquals(2, TestFiles.tree(target).size(), format);
        }
        assertEquals(NUMBERS, TestFiles.open("parquet", folder.resolve("parquet"), Map.of(), null).schema());
        assertEquals(List.of("n"),
                TestFiles.open("csv", folder.resolve("csv"), TestFiles.options("header", "true"), null).schema().names());
    }

    @Test
    void partitionFoldersRoundTrip() throws IOException {
        long seed = new Random().nextLong();
        Schema schema = TypeParser.schema("p int, v string, q string, d date, t timestamp");
        RandomBatches random = new RandomBatches(seed, false);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batches.add(random.batch(schema, 12));
        }
        for (String format : List.of("parquet", "csv", "json")) {
            Path target = folder.resolve(format);
            TestFiles.write(TestFiles.spec(format, target, schema, Map.of(), "q", "d"), batches.subList(0, 2), batches.subList(2, 5));
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (Batch batch : batches) {
                for (List<@Nullable Object> row : TestFiles.rows(batch)) {
                    expected.add(Arrays.asList(row.get(0), row.get(1), row.get(4), row.get(2), row.get(3)));
                }
            }
            String ddl = "p int, v string, t timestamp, q string, d date";
            assertEquals(sorted(expected), sorted(TestFiles.rows(TestFiles.open(format, target, Map.of(), ddl))), format + " seed " + seed);
            assertTrue(TestFiles.tree(target).stream().filter(name -> name.contains("part-")).allMatch(name -> name.startsWith("q=")));
            assertEquals(List.of(), TestFiles.openFiles(folder), format);
        }
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }

    @Test
    void partitionColumnsAreChecked() {
        assertEquals(ErrorCondition.UNRESOLVED_COLUMN, assertThrows(EngineException.class,
                () -> TestFiles.write(TestFiles.spec("csv", folder.resolve("x"), NUMBERS, Map.of(), "nope"))).condition());
        assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, assertThrows(EngineException.class,
                () -> TestFiles.write(TestFiles.spec("csv", folder.resolve("x"), NUMBERS, Map.of(), "n"))).condition());
    }

    @Test
    void fewFilesAreOpenAtOnce() throws IOException {
        Schema schema = TypeParser.schema("n bigint, p int");
        List<Vector> columns = new ArrayList<>();
        for (DataType type : List.of(DataType.BIGINT, DataType.INT)) {
            VectorBuilder builder = VectorBuilder.of(type, 1000);
            for (int i = 0; i < 1000; i++) {
                builder.appendValue(type.equals(DataType.INT) ? (Object) (i % 100) : (Object) (long) i);
            }
            columns.add(builder.build());
        }
        WriteSpec spec = TestFiles.spec("csv", folder.resolve("out"), schema, Map.of(), "p");
        WriteJob job = TestFiles.SOURCES.get("csv").beginWrite(spec, FileTask.UTC);
        assertTrue(job.prepare());
        try (FileTask task = FileTask.of(0); BatchWriter writer = TestFiles.SOURCES.get("csv").write(spec, job.token(), task)) {
            writer.write(Batch.of(1000, columns));
            writer.write(Batch.of(1000, columns));
            assertTrue(TestFiles.openFiles(folder).size() <= 64);
            job.commit(writer.finish());
        }
        List<List<@Nullable Object>> rows = TestFiles.rows(TestFiles.open("csv", folder.resolve("out"), Map.of(), "n bigint"));
        assertEquals(2000, rows.size());
        assertFalse(rows.stream().anyMatch(row -> (Long) row.get(0) % 100 != (Integer) row.get(1)));
    }
}
