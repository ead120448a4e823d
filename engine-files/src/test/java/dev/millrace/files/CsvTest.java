package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.Table;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV beyond round trips: header, options, inference, malformed records, and what another library reads and writes. */
final class CsvTest {

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private List<List<@Nullable Object>> read(String text, @Nullable String schema, String... options) throws IOException {
        return TestFiles.rows(TestFiles.open("csv", file("x.csv", text), TestFiles.options(options), schema));
    }

    @Test
    void withoutHeaderColumnsAreTextsNamedByPosition() throws IOException {
        Table table = TestFiles.open("csv", file("x.csv", "1,a\n2,b"), Map.of(), null);

        assertEquals(TypeParser.schema("_c0 string, _c1 string"), table.schema());
        assertEquals(List.of(row("1", "a"), row("2", "b")), TestFiles.rows(table));
    }

    @Test
    void headerOfEveryFileIsLeftOut() throws IOException {
        file("a.csv", "\ufeffid,Name,id,\n1,x,2,3\n");
        file("b.csv", "# a comment\n\nid,Name,id,\n4,y,5,6\n");
        Table table = TestFiles.open("csv", folder, TestFiles.options("header", "true", "comment", "#"), null);

        assertEquals(List.of("id0", "Name", "id2", "_c3"), table.schema().names());
        assertEquals(List.of(row("1", "x", "2", "3"), row("4", "y", "5", "6")), TestFiles.rows(table));
    }

    @Test
    void typesAreTheNarrowestThatAllRowsFit() throws IOException {
        String text = """
                i,l,n,d,dt,ts,b,s,mix,none,big
                1,1,1,1,2020-01-31,2020-01-31 12:00:00,true,x,1,,1
                -5,99999999999,1.5,1e3,1999-12-31,2020-02-01,FALSE,2020-01-01,x,,123456789012345678901
                ,,NaN,,,,,,2020-01-01,,
                """;
        Table table = TestFiles.open("csv", file("x.csv", text), TestFiles.options("header", "true", "inferSchema", "true"), null);

        assertEquals(TypeParser
                .schema("i int, l bigint, n double, d double, dt date, ts timestamp, b boolean, s string, mix string, none string,"
                        + " big decimal(21,0)"),
                table.schema());
        long noon = LocalDateTime.of(2020, 1, 31, 12, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertEquals(row(1, 1L, 1.0, 1.0, (int) LocalDate.of(2020, 1, 31).toEpochDay(), noon, true, "x", "1", null,
                java.math.BigInteger.ONE), TestFiles.rows(table).getFirst());
        assertEquals(row(null, null, Double.NaN, null, null, null, null, null, "2020-01-01", null, null), TestFiles.rows(table).getLast());
    }

    @Test
    void schemaIsGivenByPosition() throws IOException {
        assertEquals(List.of(row(1, 2.5), row(3, 4.0)), read("x,y\n1,2.5\n3,4\n", "a int, b double", "header", "true"));
    }

    @Test
    void quotesEscapesAndBlanks() throws IOException {
        String text = "\"a \"\"b\"\" c\",\"d \\\"e\\\" f\",\"g\\\\\"\n \"x\" , y ,\"\"\n\"p\"q,\"r,\",s\"t\n";
        assertEquals(List.of(row("a \"b\" c", "d \"e\" f", "g\\"), row(" \"x\" ", " y ", null), row("\"p\"q", "r,", "s\"t")),
                read(text, "a string, b string, c string"));
        assertEquals(List.of(row("a \"b\" c", "d \"e\" f", "g\\"), row("x", "y", null), row("\"p\"q", "r,", "s\"t")),
                read(text, "a string, b string, c string",
                        "ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true"));
    }

    @Test
    void nullsAndEmptyTexts() throws IOException {
        assertEquals(List.of(row(null, null), row("-", "x")), read(",\"\"\n-,x\n", "a string, b string"));
        assertEquals(List.of(row(null, ""), row(null, "x")), read(",\"\"\n-,x\n", "a string, b string", "nullValue", "-"));
        assertEquals(List.of(row(null, "E")), read("n/a,\"\"\n", "a int, b string", "nullValue", "n/a", "emptyValue", "E"));
    }

    @Test
    void patternsAndNumbers() throws IOException {
        long moment = LocalDateTime.of(2020, 2, 1, 13, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertEquals(List.of(row((int) LocalDate.of(2020, 1, 31).toEpochDay(), moment, moment - 7_200_000_000L)),
                read("31.01.2020;01/02/2020 1:30 PM;2020-02-01T13:30:00+02:00", "d date, t timestamp_ntz, z timestamp", "sep", ";",
                        "dateFormat",
                        "dd.MM.yyyy", "timestampNTZFormat", "dd/MM/yyyy h:mm a"));
        assertEquals(List.of(row(128L, "2", 1.5), row(-1L, null, Double.POSITIVE_INFINITY)),
                read("1.275|2|1.5\n-0.009|\\N|oo", "a decimal(5,2), b string, c double",
                        "sep", "|", "nullValue", "\\N", "positiveInf", "oo"));
    }

    @Test
    void quotedLineEndsNeedMultiLine() throws IOException {
        String text = "a,\"b\r\nc\nd\",e\nf,g,h\n";
        String schema = "x string, y string, z string";
        assertEquals(List.of(row("a", "b\r\nc\nd", "e"), row("f", "g", "h")), read(text, schema, "multiLine", "true"));
        assertEquals(4, read(text, schema).size());
    }

    @Test
    void malformedRecordsByMode() throws IOException {
        String text = "1,a\nx,b\n3\n4,d,e\n5,\"f\n6,g\n";
        String schema = "n int, s string, _corrupt_record string";
        assertEquals(
                List.of(row(1, "a", null), row(null, "b", "x,b"), row(3, null, "3"), row(4, "d", "4,d,e"), row(5, "f", "5,\"f"),
                        row(6, "g", null)),
                read(text, schema));
        assertEquals(List.of(row(1, "a"), row(null, "b"), row(3, null), row(4, "d"), row(5, "f"), row(6, "g")),
                read(text, "n int, s string"));
        assertEquals(List.of(row(1, "a"), row(6, "g")), read(text, "n int, s string", "mode", "DROPMALFORMED"));
        assertEquals(List.of(row("x,b", null)), read("x,b\n", "bad string, n int, m int", "columnNameOfCorruptRecord", "bad").stream()
                .map(values -> values.subList(0, 2)).toList());

        EngineException failure = assertThrows(EngineException.class, () -> read(text, "n int, s string", "mode", "FAILFAST"));
        assertEquals(ErrorCondition.MALFORMED_RECORD_IN_PARSING, failure.condition());
        assertEquals("2", failure.parameters().get("line"));
        assertTrue(failure.getMessage().contains("x.csv") && failure.getMessage().contains("'x' in column 1 (n) is not INT"),
                failure.getMessage());
    }

    @Test
    void lineNumberIsThatOfTheFileInALaterSplit() throws IOException {
        Path path = file("x.csv", "1,a\n".repeat(1000) + "oops,b\n");
        Table table = TestFiles.open("csv", path, TestFiles.options("mode", "FAILFAST"), "n int, s string");

        EngineException failure = assertThrows(EngineException.class, () -> TestFiles.rows(table, 500, 10));
        assertEquals("1001", failure.parameters().get("line"));
    }

    @Test
    void countingNeedsNoColumn() throws IOException {
        Table table = TestFiles.open("csv", file("x.csv", "h\n1\n2\n3\n"), TestFiles.options("header", "true"), null);
        assertEquals(List.of(List.of(), List.of(), List.of()),
                TestFiles.rows(table, table.splits(List.of(), 100).getFirst(), List.of(), 2, -1));
        assertEquals(2, TestFiles.rows(table, table.splits(List.of(), 100).getFirst(), List.of(), 10, 2).size());
    }

    @Test
    void unknownAndWrongOptions() {
        EngineException unknown = assertThrows(EngineException.class, () -> read("", "a int", "headr", "true"));
        assertEquals(ErrorCondition.UNKNOWN_OPTION, unknown.condition());
        assertTrue(unknown.getMessage().contains("header"), unknown.getMessage());
        for (String[] wrong : new String[][] {{"header", "yes"}, {"sep", ""}, {"quote", "''"}, {"mode", "LAX"}, {"dateFormat", "b"},
                {"encoding", "UTF-99"}}) {
            assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                    assertThrows(EngineException.class, () -> read("", "a int", wrong)).condition(), wrong[0]);
        }
    }

    @Test
    void nestedTypesAreRefused() {
        assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, assertThrows(EngineException.class, () -> read("", "a array<int>")).condition());
        assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, assertThrows(EngineException.class, () -> TestFiles.write(TestFiles.spec("csv",
                folder.resolve("out"), TypeParser.schema("a map<string,int>"), Map.of()))).condition());
    }

    @Test
    void emptyFilesHaveNoSchema() throws IOException {
        file("x.csv", "");
        assertEquals(ErrorCondition.UNABLE_TO_INFER_SCHEMA, assertThrows(EngineException.class, () -> read("", null)).condition());
        assertEquals(List.of(), read("", "a int"));
    }

    @Test
    void readsWhatAnotherLibraryWrites() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<List<String>> records = records(random);
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder().build(text)) {
                records.forEach(record -> writer.writeRecord(record.toArray(String[]::new)));
            }
            String schema = "a string, b string, c string";
            List<List<@Nullable Object>> rows = read(text.toString(), schema, "multiLine", "true", "escape", "\"", "nullValue", "\\N");
            rows.forEach(row -> row.replaceAll(value -> value == null ? "" : value));
            assertEquals(records, rows, "seed " + seed);
        }
    }

    @Test
    void anotherLibraryReadsWhatIsWritten() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Schema schema = Schema.of(Field.of("a", DataType.STRING), Field.of("b", DataType.STRING), Field.of("c", DataType.STRING));
        for (int round = 0; round < 50; round++) {
            List<List<String>> records = records(random);
            List<Vector> columns = new ArrayList<>();
            for (int column = 0; column < 3; column++) {
                VectorBuilder builder = VectorBuilder.of(DataType.STRING, records.size());
                for (List<String> record : records) {
                    builder.appendValue(record.get(column));
                }
                columns.add(builder.build());
            }
            Path target = folder.resolve("out" + round);
            WrittenFile written =
                    TestFiles.write(TestFiles.spec("csv", target, schema, TestFiles.options("escape", "\"", "nullValue", "\\N")),
                            List.of(Batch.of(records.size(), columns))).getFirst();
            try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(target.resolve(written.relativePath()))) {
                assertEquals(records, reader.stream().map(CsvRecord::getFields).toList(), "seed " + seed);
            }
        }
    }

    private static List<List<String>> records(Random random) {
        List<List<String>> records = new ArrayList<>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            List<String> record = new ArrayList<>();
            for (int field = 0; field < 3; field++) {
                StringBuilder text = new StringBuilder();
                for (int letter = random.nextInt(8); letter > 0; letter--) {
                    text.append(",\"\n\r a0ä\\'".charAt(random.nextInt(10)));
                }
                record.add(text.toString());
            }
            records.add(record);
        }
        return records;
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(10) == 0 ? (byte) random.nextInt() : (byte) ",\"\n\\\r1 ".charAt(random.nextInt(7));
            }
            Path path = Files.write(folder.resolve("x.csv"), bytes);
            boolean multiLine = random.nextBoolean();
            Table table = TestFiles.open("csv", path, TestFiles.options("multiLine", String.valueOf(multiLine)),
                    "a string, b int, _corrupt_record string");
            List<List<@Nullable Object>> rows = TestFiles.rows(table);
            assertEquals(rows, TestFiles.rows(table, 1 + random.nextInt(20), 3), "seed " + seed + " round " + round);
        }
    }
}
