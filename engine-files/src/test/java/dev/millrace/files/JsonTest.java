package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.Table;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON beyond round trips: inference, conversions, malformed records, many lines. */
final class JsonTest {

    @TempDir
    Path folder;

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private Table table(String text, @Nullable String schema, String... options) throws IOException {
        return TestFiles.open("json", Files.writeString(folder.resolve("x.json"), text), TestFiles.options(options), schema);
    }

    private List<List<@Nullable Object>> read(String text, @Nullable String schema, String... options) throws IOException {
        return TestFiles.rows(table(text, schema, options));
    }

    private Schema inferred(String text, String... options) throws IOException {
        return table(text, null, options).schema();
    }

    @Test
    void infersSortedFieldsOfWidestType() throws IOException {
        String text = """
                {"z": 1, "l": 9999999999, "d": 1, "s": "x", "b": true, "n": null, "e": "", "big": 123456789012345678901, "mix": 1}
                {"z": 2.5, "l": 1, "d": 1e3, "b": false, "new": [1, 2.5], "o": {"y": 1, "x": []}, "mix": true}

                {"o": {"y": null, "w": {"v": "t"}}, "new": [null], "a": [{"p": 1}, {"q": "x"}], "big": 1}
                """;
        assertEquals(TypeParser.schema(
                "a array<struct<p:bigint,q:string>>, b boolean, big decimal(21,0), d double, e string, l bigint, mix string, n string,"
                        + " new array<double>, o struct<w:struct<v:string>,x:array<string>,y:bigint>, s string, z double"),
                inferred(text));
    }

    @Test
    void optionsOfInference() throws IOException {
        String text = "{'a': 1, 'b': 1.25, 'c': '2020-01-01T00:00:00Z', 'd': null, 'e': [], 'f': {}}\n{'b': 100.5}\n";
        assertEquals(TypeParser.schema("a bigint, b double, c string, d string, e array<string>"), inferred(text));
        assertEquals(TypeParser.schema("a string, b string, c string, d string, e array<string>"),
                inferred(text, "primitivesAsString", "true"));
        assertEquals(TypeParser.schema("a bigint, b decimal(5,2), c timestamp"),
                inferred(text, "prefersDecimal", "true", "inferTimestamp", "true", "dropFieldIfAllNull", "true"));
        assertEquals(ErrorCondition.UNABLE_TO_INFER_SCHEMA, assertThrows(EngineException.class, () -> inferred("\n{}\n")).condition());
    }

    @Test
    void leniency() throws IOException {
        assertEquals(List.of(row(1L, "x")),
                read("{a: 01, /* c */ 's': 'x'}", null, "allowUnquotedFieldNames", "true", "allowNumericLeadingZeros", "true",
                        "allowComments", "true"));
        assertEquals(List.of(row((Object) null)), read("{'a': 1}", "a bigint", "allowSingleQuotes", "false"));
        assertEquals(List.of(row(Double.NaN)), read("{\"a\": NaN}", "a double"));
    }

    @Test
    void givenSchemaConverts() throws IOException {
        String text = "{'s': 1.50, 't': {'a':[1, 2]}, 'u': [true], 'ts': 60, 'd': '2020-01-02', 'dec': '1.005', 'f': '-Infinity', "
                + "'m': {'k': 1, 'l': null}, 'x': 0}";
        assertEquals(List.of(row("1.50", "{\"a\":[1,2]}", "[true]", 60_000_000L, 18263, 101L, Double.NEGATIVE_INFINITY, mapOf(), null)),
                read(text, "s string, t string, u string, ts timestamp, d date, dec decimal(5,2), f float, m map<string,int>, absent int"));
    }

    private static Map<String, @Nullable Object> mapOf() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("k", 1);
        map.put("l", null);
        return map;
    }

    @Test
    void arraysOfObjectsAreRows() throws IOException {
        assertEquals(List.of(row(1L), row(2L), row(3L)), read("[{\"a\": 1}, null, {\"a\": 2}]\n{\"a\": 3}\n[]\nnull\n", null));
        assertEquals(List.of(row(1L), row(2L), row(3L)), read("\ufeff[\n{\"a\":\n 1}, {\"a\": 2}]\n{\"a\": 3}", null, "multiLine", "true"));
    }

    @Test
    void malformedRecordsByMode() throws IOException {
        String text = """
                {"a": 1, "b": {"c": 1}}
                {"a": "x", "b": {"c": "y"}}
                {"a": 2
                [1]
                {"a": 3} tail
                {"a": 99999999999, "b": 5}
                """;
        assertEquals(
                List.of(row(1, List.of(1), null), row(null, row((Object) null), "{\"a\": \"x\", \"b\": {\"c\": \"y\"}}"),
                        row(null, null, "{\"a\": 2"),
                        row(null, null, "[1]"), row(3, null, "{\"a\": 3} tail"), row(null, null, "{\"a\": 99999999999, \"b\": 5}")),
                read(text, "a int, b struct<c:int>, _corrupt_record string"));
        assertEquals(List.of(row(1, List.of(1))), read(text, "a int, b struct<c:int>", "mode", "DROPMALFORMED"));
        assertEquals(TypeParser.schema("_corrupt_record string, a string, b string"), inferred(text));
        assertEquals(TypeParser.schema("a string, b string"), inferred(text, "mode", "DROPMALFORMED"));

        EngineException wrongType = assertThrows(EngineException.class, () -> read(text, "a int, b struct<c:int>", "mode", "FAILFAST"));
        assertEquals(ErrorCondition.MALFORMED_RECORD_IN_PARSING, wrongType.condition());
        assertEquals("2", wrongType.parameters().get("line"));
        assertTrue(wrongType.getMessage().contains("the value of a is not INT but 'x'"), wrongType.getMessage());
        EngineException broken = assertThrows(EngineException.class, () -> inferred(text, "mode", "FAILFAST"));
        assertEquals("3", broken.parameters().get("line"));
    }

    @Test
    void brokenFileOfManyLinesGivesWhatIsBeforeTheBreak() throws IOException {
        String text = "[{\"a\": 1},\n {\"a\": 2},\n {\"a\" 3}, {\"a\": 4}]";
        List<List<@Nullable Object>> rows = read(text, "a int, _corrupt_record string", "multiLine", "true");
        assertEquals(List.of(row(1, null), row(2, null)), rows.subList(0, 2));
        assertEquals(3, rows.size());
        assertTrue(String.valueOf(rows.get(2).get(1)).contains("line 3"), rows::toString);

        EngineException failure = assertThrows(EngineException.class, () -> read(text, "a int", "multiLine", "true", "mode", "FAILFAST"));
        assertEquals(ErrorCondition.MALFORMED_RECORD_IN_PARSING, failure.condition());
    }

    @Test
    void bytesThatLookLikeAnotherEncodingAreBroken() throws IOException {
        for (byte[] bytes : List.of(new byte[] {0, 0, 0, '{'}, new byte[] {'{', 0, '}', 0}, new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{'},
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, new byte[] {0})) {
            Path path = Files.write(folder.resolve("y.json"), bytes);
            for (String multiLine : List.of("true", "false")) {
                Table table = TestFiles.open("json", path, TestFiles.options("multiLine", multiLine, "mode", "FAILFAST"), "a int");
                EngineException failure = assertThrows(EngineException.class, () -> TestFiles.rows(table));
                assertEquals(ErrorCondition.MALFORMED_RECORD_IN_PARSING, failure.condition(), failure.getMessage());
            }
        }
        assertEquals(List.of(), TestFiles.openFiles(folder));
    }

    @Test
    void unknownOption() {
        EngineException failure = assertThrows(EngineException.class, () -> read("", "a int", "multline", "true"));
        assertEquals(ErrorCondition.UNKNOWN_OPTION, failure.condition());
        assertTrue(failure.getMessage().contains("multiLine"), failure.getMessage());
    }

    @Test
    void typesThatJsonCannotHoldAreRefused() {
        for (String type : List.of("interval day to second", "map<int,int>", "array<struct<x:map<date,int>>>")) {
            assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, assertThrows(EngineException.class, () -> read("{}", "a " + type)).condition(),
                    type);
        }
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(
                        List.of("{", "}", "[", "]", "\"a\"", ":", ",", "1", "\n", "null", "{\"a\":1}", "\u0000").get(random.nextInt(12)));
            }
            Table table = table(text.toString(), "a int, _corrupt_record string");
            List<List<@Nullable Object>> rows = TestFiles.rows(table);
            assertEquals(rows, TestFiles.rows(table, 1 + random.nextInt(20), 2), "seed " + seed + " round " + round);
            TestFiles.rows(table(text.toString(), "a int, _corrupt_record string", "multiLine", "true"));
        }
    }
}
