package dev.millrace.files.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Compare;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.read.ParquetBatchReader;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of several files: schemas that differ, statistics, pruning, partition values. */
class ParquetTableTest {
    private static final int ROWS = 1_000;

    @TempDir
    Path folder;

    private final FooterCache footers = new FooterCache(10);
    private List<Split> files;

    @BeforeEach
    void writeTwoFiles() throws IOException {
        write("a.parquet", "message a { required int64 id; optional int32 number; optional binary name (STRING); }", (row, i) -> {
            row.append("id", (long) i);
            if (i % 10 != 0) {
                row.append("number", i % 7).append("name", "n" + i % 5);
            }
        });
        write("b.parquet",
                "message b { required int64 number; required int64 id; required float weight; "
                        + "optional group point { required double x; } }",
                (row, i) -> {
                    row.append("id", (long) (ROWS + i)).append("number", 1L << 40 | i).append("weight", i / 2f);
                    if (i % 2 == 0) {
                        row.addGroup("point").append("x", i / 4.0);
                    }
                });
        files = List.of(whole("a.parquet", List.of()), whole("b.parquet", List.of()));
    }

    @Test
    void theFirstFileGivesTheSchema() {
        ParquetTable table = table(Map.of(), files);
        assertEquals(Schema.of(Field.of("id", DataType.BIGINT), Field.of("number", DataType.INT), Field.of("name", DataType.STRING)),
                table.schema());
        EngineException error = assertThrows(EngineException.class, () -> read(table, files.get(1), List.of(1)));
        assertEquals(ErrorCondition.FAILED_READ_FILE_TYPE, error.condition());
        assertEquals(List.of("[1000, None]", "[1001, None]"), read(table, files.get(1), List.of(0, 2)).subList(0, 2));
    }

    @Test
    void mergedSchemasTakeTheWiderTypeAndNullsForWhatIsMissing() {
        ParquetTable table = table(Map.of("mergeschema", "true"), files);
        assertEquals(List.of("id", "number", "name", "weight", "point"), table.schema().names());
        assertEquals(DataType.BIGINT, table.schema().type(1));
        List<Integer> all = List.of(0, 1, 2, 3, 4);
        assertEquals(List.of("[0, None, None, None, None]", "[1, 1, 'n1', None, None]"), read(table, files.get(0), all).subList(0, 2));
        assertEquals(List.of("[1000, 1099511627776, None, 0.0, {'x': 0.0}]", "[1001, 1099511627777, None, 0.5, None]"),
                read(table, files.get(1), all).subList(0, 2));
    }

    @Test
    void fieldsOfStructsAreChosenByName() {
        DataType point = DataType.struct(Field.of("y", DataType.INT), Field.of("X", DataType.DOUBLE));
        SourceSpec source = new SourceSpec("parquet", List.of("b"), Map.of(),
                Optional.of(Schema.of(Field.of("POINT", point), Field.of("Weight", DataType.DOUBLE))));
        ParquetTable table = ParquetTable.open(source, files, Schema.EMPTY, footers);
        assertEquals(List.of("[{'y': None, 'X': 0.0}, 0.0]", "[None, 0.5]", "[{'y': None, 'X': 0.5}, 1.0]"),
                read(table, files.get(1), List.of(0, 1)).subList(0, 3));
    }

    @Test
    void statisticsOfAllFilesAreAddedUp() {
        ParquetTable table = table(Map.of("mergeschema", "true"), files);
        assertEquals(2 * ROWS, table.statistics().rows().orElseThrow());
        List<ColumnStatistics> columns = table.statistics().columns();
        assertEquals(Optional.of(0L), columns.get(0).min());
        assertEquals(Optional.of(2L * ROWS - 1), columns.get(0).max());
        assertEquals(ROWS / 10, columns.get(1).nulls().orElseThrow());
        assertEquals(Optional.of("n0"), columns.get(2).min());
        assertEquals(ROWS / 10 + ROWS, columns.get(2).nulls().orElseThrow());
        assertEquals(Optional.of(0.0), columns.get(3).min());
    }

    @Test
    void filesWithoutAMatchGiveNoSplit() {
        ParquetTable table = table(Map.of("mergeschema", "true"), files);
        InputRef id = new InputRef(0, DataType.BIGINT, true, "id");
        List<Split> splits = table.splits(List.of(new Compare(Compare.Op.GE, id, Literal.of(1_500L))), 1 << 20);
        assertEquals(List.of(files.get(1).path()), splits.stream().map(Split::path).toList());
        assertEquals(List.of(), table.splits(List.of(new Compare(Compare.Op.LT, id, Literal.of(0L))), 1 << 20));
    }

    @Test
    void partitionValuesAreColumnsAndPrune() {
        List<Split> partitioned =
                List.of(whole("a.parquet", List.of(Literal.of("x"))), whole("b.parquet", List.of(Literal.ofNull(DataType.STRING))));
        SourceSpec source = new SourceSpec("parquet", List.of("t"), Map.of(), Optional.empty());
        ParquetTable table = ParquetTable.open(source, partitioned, Schema.of(Field.of("part", DataType.STRING)), footers);
        assertEquals("[1, 'x']", read(table, partitioned.get(0), List.of(0, 3)).get(1));
        assertEquals("[None, 1001]", read(table, partitioned.get(1), List.of(3, 0)).get(1));
        InputRef part = new InputRef(3, DataType.STRING, true, "part");
        assertEquals(1, table.splits(List.of(new Compare(Compare.Op.EQ, part, Literal.of("x"))), 1 << 20).size());
        assertEquals(0, table.splits(List.of(new Compare(Compare.Op.EQ, part, Literal.of("y"))), 1 << 20).size());
    }

    @Test
    void dictionariesStayEncodedAndArraysAreReused() {
        ParquetTable table = table(Map.of(), files);
        ReadRequest request = new ReadRequest(table.source(), table.schema(), files.get(0), List.of(2), List.of(), -1, 100);
        try (TestTask task = new TestTask(1 << 24); ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
            DictionaryVector first = (DictionaryVector) reader.next().column(0);
            DictionaryVector second = (DictionaryVector) reader.next().column(0);
            assertTrue(first.dictionary() == second.dictionary() && first.codes() == second.codes());
            assertEquals(5, first.dictionary().length());
        }
    }

    @Test
    void aLimitStopsReading() {
        ParquetTable table = table(Map.of(), files);
        ReadRequest request = new ReadRequest(table.source(), table.schema(), files.get(0), List.of(), List.of(), 150, 100);
        try (TestTask task = new TestTask(1 << 24); ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
            assertEquals(100, reader.next().rows());
            assertEquals(100, reader.next().rows());
            assertEquals(null, reader.next());
        }
    }

    @Test
    void aBudgetThatIsTooSmallIsNamed() {
        ParquetTable table = table(Map.of(), files);
        ReadRequest request = new ReadRequest(table.source(), table.schema(), files.get(0), List.of(0), List.of(), -1, 100);
        try (TestTask task = new TestTask(1_000); ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
            EngineException error = assertThrows(EngineException.class, reader::next);
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, error.condition());
        }
    }

    @Test
    void encryptedFootersAreRefusedByName() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("a.parquet"));
        bytes[bytes.length - 1] = 'E';
        Path path = Files.write(folder.resolve("e.parquet"), bytes);
        EngineException error = assertThrows(EngineException.class, () -> footers.footer(path));
        assertEquals(ErrorCondition.UNSUPPORTED_FILE_FEATURE, error.condition());
    }

    @Test
    void aFileThatChangedIsReadAnew() throws IOException {
        assertEquals(ROWS, footers.footer(folder.resolve("a.parquet")).rows());
        Files.delete(folder.resolve("a.parquet"));
        write("a.parquet", "message a { required boolean flag; }", (row, i) -> row.append("flag", i % 2 == 0));
        assertEquals(List.of("flag"), footers.footer(folder.resolve("a.parquet")).schema().schema().names());
    }

    @Test
    void footersAreKeptUpToACapacity() throws IOException {
        FooterCache one = new FooterCache(1);
        Path first = folder.resolve("a.parquet");
        assertTrue(one.footer(first) == one.footer(first));
        Footer before = one.footer(first);
        one.footer(folder.resolve("b.parquet"));
        assertTrue(before != one.footer(first));
    }

    private ParquetTable table(Map<String, String> options, List<Split> splits) {
        return ParquetTable.open(new SourceSpec("parquet", List.of("t"), options, Optional.empty()), splits, Schema.EMPTY, footers);
    }

    private List<String> read(ParquetTable table, Split split, List<Integer> columns) {
        List<String> rows = new ArrayList<>();
        ReadRequest request = new ReadRequest(table.source(), table.schema(), split, columns, List.of(), -1, Batch.ROWS);
        try (TestTask task = new TestTask(1 << 24)) {
            try (ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
                for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                    List<Vector> vectors = batch.columns();
                    IntStream.range(0, batch.rows())
                            .forEach(row -> rows.add(vectors.stream().map(vector -> PythonText.of(vector, row)).toList().toString()));
                }
            }
        }
        return rows;
    }

    private Split whole(String name, List<Literal> partition) {
        Path path = folder.resolve(name);
        long size = path.toFile().length();
        return new Split(path.toString(), 0, size, size, 0, partition);
    }

    private void write(String name, String schemaText, BiConsumer<Group, Integer> fill) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(schemaText);
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve(name))).withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new TestCodecs()).withCompressionCodec(CompressionCodecName.SNAPPY).withType(schema)
                        .withRowGroupRowCountLimit(400)
                        .build()) {
            for (int i = 0; i < ROWS; i++) {
                Group row = new SimpleGroup(schema);
                fill.accept(row, i);
                writer.write(row);
            }
        }
    }
}
