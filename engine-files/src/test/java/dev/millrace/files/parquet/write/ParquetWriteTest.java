package dev.millrace.files.parquet.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.TestFiles;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a written Parquet file looks like inside, and what writing costs. */
final class ParquetWriteTest {

    @TempDir
    Path folder;

    private static FileMetaData footer(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        return Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
    }

    private Path write(Schema schema, List<Batch> batches, ParquetLayout layout, long budget) throws IOException {
        Path path = folder.resolve("x" + System.nanoTime() + ".parquet");
        try (MemoryPool pool = MemoryPool.root("test", budget)) {
            try (ParquetFileEncoder encoder = new ParquetFileEncoder(path, schema, layout, pool)) {
                for (Batch batch : batches) {
                    encoder.write(batch.dense());
                }
                encoder.finish();
            }
            assertEquals(0, pool.used());
        }
        return path;
    }

    private static Batch numbers(int from, int count) {
        VectorBuilder ids = VectorBuilder.of(TypeParser.type("bigint"), count);
        VectorBuilder words = VectorBuilder.of(TypeParser.type("string"), count);
        for (int i = 0; i < count; i++) {
            ids.appendValue((long) from + i);
            words.appendValue(i % 10 == 0 ? null : "word" + i % 7);
        }
        return Batch.of(count, List.<Vector>of(ids.build(), words.build()));
    }

    @Test
    void rowGroupsStatisticsDictionariesAndIndexes() throws IOException {
        Schema schema = TypeParser.schema("id bigint, word string");
        Path path = write(schema, List.of(numbers(0, 5000), numbers(5000, 5000)),
                new ParquetLayout(CompressionCodecName.SNAPPY, 4096, 1 << 27), 1 << 30);
        FileMetaData footer = footer(path);

        assertEquals(10_000, footer.getNum_rows());
        assertEquals(List.of(4096L, 4096L, 10_000L - 8192L), footer.getRow_groups().stream().map(RowGroup::getNum_rows).toList());
        ColumnChunk ids = footer.getRow_groups().get(1).getColumns().get(0);
        ColumnChunk words = footer.getRow_groups().get(1).getColumns().get(1);
        ByteBuffer min = ByteBuffer.wrap(ids.getMeta_data().getStatistics().getMin_value()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(4096, min.getLong());
        assertEquals("word0", new String(words.getMeta_data().getStatistics().getMin_value(), StandardCharsets.UTF_8));
        assertEquals("word6", new String(words.getMeta_data().getStatistics().getMax_value(), StandardCharsets.UTF_8));
        assertTrue(words.getMeta_data().getStatistics().getNull_count() > 300);
        assertTrue(words.getMeta_data().getEncoding_stats().stream().map(PageEncodingStats::getPage_type)
                .anyMatch(PageType.DICTIONARY_PAGE::equals));
        assertTrue(ids.isSetColumn_index_offset() && ids.isSetOffset_index_offset());
    }

    @Test
    void refusedMemoryEndsTheRowGroup() throws IOException {
        Schema schema = TypeParser.schema("a string, b bigint");
        Random random = new Random(7);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            VectorBuilder texts = VectorBuilder.of(schema.type(0), 4000);
            VectorBuilder numbers = VectorBuilder.of(schema.type(1), 4000);
            for (int row = 0; row < 4000; row++) {
                texts.appendValue(Long.toHexString(random.nextLong()));
                numbers.appendValue(random.nextLong());
            }
            batches.add(Batch.of(4000, texts.build(), numbers.build()));
        }
        Path path = write(schema, batches, ParquetLayout.DEFAULT, 2L << 20);

        assertTrue(footer(path).getRow_groupsSize() > 1, "a budget of 2 MiB holds it all");
        List<List<@Nullable Object>> expected = new ArrayList<>();
        batches.forEach(batch -> expected.addAll(TestFiles.rows(batch)));
        assertEquals(expected, TestFiles.rows(TestFiles.open("parquet", path, Map.of(), null)));
    }

    @Test
    void wrongOptions() {
        Schema schema = TypeParser.schema("a int");
        for (Map<String, String> options : List.of(TestFiles.options("compression", "lzo"), TestFiles.options("rowGroupRows", "0"))) {
            assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE, assertThrows(EngineException.class,
                    () -> ParquetWrites.begin(TestFiles.spec("parquet", folder, schema, options))).condition());
        }
        EngineException unknown = assertThrows(EngineException.class,
                () -> ParquetWrites.begin(TestFiles.spec("parquet", folder, schema, TestFiles.options("compresion", "none"))));
        assertEquals(ErrorCondition.UNKNOWN_OPTION, unknown.condition());
        assertTrue(unknown.getMessage().contains("compression"), unknown.getMessage());
    }

    @Test
    void noHadoopClassIsThere() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.hadoop.conf.Configuration"));
    }

    /** A program of its own, as an application is: no logging library, no flag. */
    @Test
    void aFreshProcessPrintsNothing() throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path errors = folder.resolve("errors.txt");
        Path target = folder.resolve("out");
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath,
                WriteParquetMain.class.getName(),
                target.toString()).redirectError(errors.toFile()).redirectOutput(folder.resolve("output.txt").toFile()).start();

        assertEquals(0, process.waitFor(), () -> read(errors));
        assertEquals("", read(errors));
        assertEquals(List.of(List.of(1L), List.of(2L)), TestFiles.rows(TestFiles.open("parquet", target, Map.of(), null)));
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
