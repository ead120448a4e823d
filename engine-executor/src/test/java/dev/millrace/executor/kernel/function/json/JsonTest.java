package dev.millrace.executor.kernel.function.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.TypeParser;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final FormatOptions PLAIN = new FormatOptions(null, "test");

    private static Object read(String text) throws MalformedJson {
        return JsonReader.read(text, PLAIN);
    }

    private static String schema(String text) throws MalformedJson {
        return JsonSchemas.ddl(new JsonSchemas(PLAIN).type(read(text)));
    }

    @Test
    void whatIsReadIsWrittenTheSame() throws MalformedJson {
        for (String text : List.of("{\"a\":[1,-2.50,1e3,true,false,null,\"x\\\"\\\\\\n\"]}", "[]", "{}", "\"\"", "0", "null")) {
            assertEquals(text, JsonWriter.text(read(text)));
        }
        assertEquals("é😀", read("\"\\u00e9\\ud83d\\ude00\""));
    }

    @Test
    void malformedTextsAreRefused() {
        for (String text : List.of("", "{", "[1,]", "{\"a\" 1}", "{a:1}", "01", "+1", "tru", "truex", "\"\\x\"", "\"\t\"", "1.", ".5")) {
            assertThrows(MalformedJson.class, () -> read(text), text);
        }
        assertThrows(MalformedJson.class, () -> read("[".repeat(100_000)));
    }

    @Test
    void optionsGiveLiberties() throws MalformedJson {
        FormatOptions loose = new FormatOptions(Map.of("ALLOWUNQUOTEDFIELDNAMES", "true", "allowComments", "true",
                "allowNumericLeadingZeros", "true"), "test");
        assertEquals("{\"a\":007}", JsonWriter.text(JsonReader.read("/* x */ {a: 007}", loose)));
        FormatOptions strict = new FormatOptions(Map.of("allowSingleQuotes", "false"), "test");
        assertThrows(MalformedJson.class, () -> JsonReader.read("{'a':1}", strict));
    }

    @Test
    void schemasJoinWhatTheyMeet() throws MalformedJson {
        assertEquals("STRUCT<a: BIGINT, `b c`: ARRAY<DOUBLE>>", schema("{\"b c\":[1,2.5],\"a\":1}"));
        assertEquals("ARRAY<STRUCT<a: STRING, b: BIGINT>>", schema("[{\"a\":1},{\"a\":\"x\",\"b\":2},null]"));
        assertEquals("STRUCT<a: STRING>", schema("{\"a\":null}"));
        assertEquals("DECIMAL(20,0)", schema("12345678901234567890"));
    }

    @Test
    void valuesThatDoNotFitAreNull() throws MalformedJson {
        JsonValues values = new JsonValues(ZoneOffset.UTC, PLAIN);
        DataType type = TypeParser.schema("a INT, b STRING, c DECIMAL(5,2), d DATE").asStruct();
        String text = "{\"a\":1.5,\"b\":{\"x\":1},\"c\":1.005,\"d\":\"1970-01-02\"}";
        assertEquals(Arrays.asList(null, "{\"x\":1}", 101L, 1), values.root(read(text), type, text));
        assertFalse(values.wasExact());
        assertEquals(Arrays.asList(7, null, null, null), values.root(read("{\"a\":7}"), type, "{\"a\":7}"));
        assertTrue(values.wasExact());
        assertEquals(Arrays.asList(null, null, null, null), values.root(read("5"), type, "5"));
    }

    @Test
    void pathsFindWhatTheyName() throws MalformedJson {
        Object tree = read("{\"a\":[{\"b\":1},{\"b\":\"x\"}],\"c d\":null}");
        assertEquals("1", find("$.a[0].b", tree));
        assertEquals("x", find("$['a'][1]['b']", tree));
        assertEquals("[1,\"x\"]", find("$.a[*].b", tree));
        assertEquals("[{\"b\":1},{\"b\":\"x\"}]", find("$.a", tree));
        assertNull(find("$.a[5]", tree));
        assertNull(find("$['c d']", tree));
        assertNull(JsonPath.parse("a.b"));
    }

    private static String find(String path, Object tree) {
        return Objects.requireNonNull(JsonPath.parse(path)).find(tree);
    }
}
