package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.Table;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, in every format, for random batches of all types that the format has. */
final class RoundTripTest {

    private static final String FLAT =
            "a boolean, b tinyint, c smallint, d int, e bigint, f float, g double, h decimal(7,2), i decimal(18,6), j decimal(38,10),"
                    + " k string, m date, n timestamp, o timestamp_ntz";
    private static final String NESTED = ", p binary, q array<int>, r map<string,bigint>, s struct<x:int,y:string>, t array<array<string>>,"
            + " u array<struct<v:decimal(20,3),w:array<double>>>, x map<string,array<struct<z:date>>>,"
            + " y struct<a:struct<b:array<boolean>>>";

    @TempDir
    Path folder;

    @Test
    void parquetKeepsEverything() {
        for (String codec : List.of("none", "snappy", "gzip", "lz4_raw", "zstd")) {
            roundTrip("parquet", FLAT + NESTED + ", z map<int,timestamp>", TestFiles.options("compression", codec, "rowGroupRows", "1500"),
                    Map.of(), false);
        }
    }

    @Test
    void csvKeepsFlatTypes() {
        Map<String, String> lines = TestFiles.options("multiLine", "true", "header", "true");
        roundTrip("csv", FLAT, TestFiles.options("header", "true"), lines, true);
        roundTrip("csv", FLAT, TestFiles.options("header", "true", "sep", ";", "escape", "\"", "quoteAll", "true", "compression", "gzip"),
                TestFiles.options("header", "true", "sep", ";", "escape", "\"", "multiLine", "true"), true);
        roundTrip("csv", FLAT, TestFiles.options("sep", "||", "quote", "'", "compression", "zstd", "nullValue", "\\N"),
                TestFiles.options("sep", "||", "quote", "'", "nullValue", "\\N", "multiLine", "true"), true);
        roundTrip("csv", FLAT, Map.of(), Map.of(), false);
        roundTrip("csv", FLAT, TestFiles.options("encoding", "UTF-16LE"), TestFiles.options("encoding", "UTF-16LE"), false);
    }

    @Test
    void jsonKeepsNestedTypes() {
        roundTrip("json", FLAT + NESTED, Map.of(), Map.of(), true);
        roundTrip("json", FLAT + NESTED, TestFiles.options("ignoreNullFields", "false", "compression", "gzip"),
                TestFiles.options("multiLine", "true"), true);
        roundTrip("json", FLAT + NESTED, TestFiles.options("encoding", "ISO-8859-15"), TestFiles.options("encoding", "ISO-8859-15"), false);
    }

    @Test
    void textKeepsLines() {
        roundTrip("text", "value string", Map.of(), Map.of(), false);
        roundTrip("text", "value string", TestFiles.options("lineSep", "<|>", "compression", "gzip"), TestFiles.options("lineSep", "<|>"),
                true);
    }

    private void roundTrip(String format, String ddl, Map<String, String> writing, Map<String, String> reading, boolean lineEnds) {
        long seed = new Random().nextLong();
        String run = format + " " + writing + " seed " + seed;
        Schema schema = TypeParser.schema(ddl);
        RandomBatches random = new RandomBatches(seed, lineEnds);
        if (writing.containsKey("encoding") && writing.get("encoding").startsWith("ISO")) {
            random = random.without("𝄞");
        }
        List<Batch> first = random.batches(schema, 4);
        List<Batch> second = random.batches(schema, 2);
        Path target = folder.resolve(Long.toHexString(seed));
        WriteSpec spec = TestFiles.spec(format, target, schema, writing);

        List<WrittenFile> files = TestFiles.write(spec, first, List.of(), second);

        List<List<@Nullable Object>> expected = new ArrayList<>();
        first.forEach(batch -> expected.addAll(TestFiles.rows(batch)));
        second.forEach(batch -> expected.addAll(TestFiles.rows(batch)));
        if (format.equals("text")) {
            expected.replaceAll(row -> List.of(row.getFirst() == null ? "" : row.getFirst()));
        }
        assertTrue(files.size() <= 2, () -> run + ": the task without rows wrote a file");
        assertEquals(expected.size(), files.stream().mapToLong(WrittenFile::rows).sum(), run);
        Table table = TestFiles.open(format, List.of(target.toString()), reading,
                format.equals("parquet") ? Optional.empty() : Optional.of(schema));
        assertEquals(types(schema), types(table.schema()), run);
        assertEquals(expected, TestFiles.rows(table), run);
        assertEquals(expected, TestFiles.rows(table, 700, 7), run + " in small splits");
    }

    private static List<DataType> types(Schema schema) {
        return schema.fields().stream().map(field -> field.type()).toList();
    }
}
