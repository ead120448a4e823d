package dev.millrace.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultFormatTest {

    private static final Schema TWO = Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING));

    @Test
    void csvQuotesOnlyWhatNeedsIt() throws IOException {
        assertEquals("""
                id,name
                1,ada
                2,
                ,""
                4,"a ""b"", c"
                5,"two
                lines"
                """,
                text(ResultFormat.CSV, TWO, row(1L, "ada"), row(2L, null), row(null, ""), row(4L, "a \"b\", c"), row(5L, "two\nlines")));
    }

    @Test
    void csvWritesNumbersAndTimesAsACastDoes() throws IOException {
        Schema schema = Schema.of(Field.of("d", DataType.DOUBLE), Field.of("m", new DataType.DecimalType(10, 2)),
                Field.of("t", DataType.TIMESTAMP), Field.of("day", DataType.DATE), Field.of("b", DataType.BOOLEAN));
        assertEquals("""
                d,m,t,day,b
                0.1,-0.05,2020-04-01 00:00:00,2020-04-01,true
                1.0E10,12345678.90,2020-04-01 00:00:00.5,1969-12-31,false
                NaN,0.00,,,
                """, text(ResultFormat.CSV, schema, row(0.1, -5L, 1_585_699_200_000_000L, 18_353, true),
                row(1e10, 1_234_567_890L, 1_585_699_200_500_000L, -1, false), row(Double.NaN, 0L, null, null, null)));
    }

    @Test
    void tsvEscapesWhatWouldSplitAField() throws IOException {
        assertEquals("id\tname\n1\ta\\tb\\nc\\\\d\n2\t\n", text(ResultFormat.TSV, TWO, row(1L, "a\tb\nc\\d"), row(2L, null)));
    }

    @Test
    void anEmptyResultStillHasItsHeader() throws IOException {
        assertEquals("id,name\n", text(ResultFormat.CSV, TWO));
        assertEquals("", text(ResultFormat.JSON, TWO));
        assertEquals("(no rows)\n", text(ResultFormat.VERTICAL, TWO));
        assertEquals("""
                +----+------+
                | id | name |
                +----+------+
                +----+------+
                """, text(ResultFormat.TABLE, TWO));
    }

    @Test
    void jsonHasAnObjectALine() throws IOException {
        DataType struct = new DataType.StructType(List.of(Field.of("x", DataType.INT), Field.of("y", DataType.STRING)));
        Schema schema = Schema.of(Field.of("a\"b", DataType.STRING), Field.of("d", DataType.DOUBLE),
                Field.of("list", new DataType.ArrayType(DataType.INT, true)),
                Field.of("map", new DataType.MapType(DataType.STRING, DataType.INT, true)), Field.of("s", struct));
        assertEquals("""
                {"a\\"b":"tab\\t\\u0001é","d":1.5,"list":[1,null],"map":{"k":2},"s":{"x":7,"y":null}}
                {"a\\"b":null,"d":"NaN","list":[],"map":{},"s":null}
                """,
                text(ResultFormat.JSON, schema, row("tab\t\u0001é", 1.5, Arrays.asList(1, null), Map.of("k", 2), Arrays.asList(7, null)),
                        row(null, Double.NaN, List.of(), Map.of(), null)));
    }

    @Test
    void tablePutsNumbersAtTheRight() throws IOException {
        assertEquals("""
                +------+------+
                |   id | name |
                +------+------+
                |    1 | ada  |
                | 1000 | 東京 |
                | NULL | a    |
                |      | b\\t  |
                +------+------+
                """, text(ResultFormat.TABLE, TWO, row(1L, "ada"), row(1000L, "東京"), row(null, "a\nb\t")));
    }

    @Test
    void markdownEscapesBars() throws IOException {
        assertEquals("""
                |  id | name |
                |----:|------|
                |   1 | a\\|b |
                """, text(ResultFormat.MARKDOWN, TWO, row(1L, "a|b")));
        assertEquals("|   2 | a<br>b |", text(ResultFormat.MARKDOWN, TWO, row(2L, "a\nb")).lines().toList().getLast());
    }

    @Test
    void verticalHasALineForEachValue() throws IOException {
        assertEquals("""
                -[ row 1 ]------------------------------
                id   | 1
                name | ada
                     | lovelace
                """, text(ResultFormat.VERTICAL, TWO, row(1L, "ada\nlovelace")));
    }

    @Test
    void aTableOfManyRowsIsWrittenBeforeItsEnd() throws IOException {
        StringBuilder out = new StringBuilder();
        ResultWriter writer = ResultFormat.TABLE.writer(out, TWO, ZoneOffset.UTC);
        Object[][] rows = new Object[6000][];
        Arrays.setAll(rows, i -> row((long) i, "x"));
        Batch batch = batch(TWO, rows);
        writer.begin();
        writer.write(batch, 6000);
        assertEquals(0, out.length());
        writer.write(batch, 6000);
        assertEquals(12_000 + 3, out.chars().filter(c -> c == '\n').count());
        writer.finish();
        assertEquals(12_000 + 4, out.chars().filter(c -> c == '\n').count());
    }

    @Test
    void controlCharactersCannotSteerTheTerminal() throws IOException {
        String text = text(ResultFormat.TABLE, TWO, row(1L, "\u001b[2J\u009b"));
        assertTrue(text.contains("\\u001b[2J\\u009b") && text.indexOf('\u001b') < 0, text);
    }

    @Test
    void anUnknownNameListsTheOthers() {
        EngineException error = assertThrows(EngineException.class, () -> ResultFormat.named("xml", ".mode"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE, error.condition());
        assertTrue(error.getMessage().contains("markdown"), error.getMessage());
        assertEquals(ResultFormat.JSON, ResultFormat.named("Json", ".mode"));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static String text(ResultFormat format, Schema schema, @Nullable Object[]... rows) throws IOException {
        StringBuilder out = new StringBuilder();
        ResultWriter writer = format.writer(out, schema, ZoneOffset.UTC);
        writer.begin();
        writer.write(batch(schema, rows), rows.length);
        writer.finish();
        return out.toString();
    }

    private static Batch batch(Schema schema, @Nullable Object[]... rows) {
        List<Vector> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            VectorBuilder builder = VectorBuilder.of(schema.type(column), rows.length);
            for (Object[] row : rows) {
                builder.appendValue(row[column]);
            }
            columns.add(builder.build());
        }
        return Batch.of(rows.length, columns);
    }
}
