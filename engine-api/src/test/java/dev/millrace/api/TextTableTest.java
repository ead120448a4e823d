package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The look of Spark 4's show(). */
class TextTableTest {

    private static final Schema PEOPLE = Schema.of(Field.of("id", DataType.INT), Field.of("name", DataType.STRING));

    @Test
    void alignsCutCellsAtTheRight() {
        assertEquals("""
                +---+--------------------+
                | id|                name|
                +---+--------------------+
                |  1|                 ada|
                |  2|                NULL|
                |  3|a name of more th...|
                +---+--------------------+
                """, table(PEOPLE, 20, 1, "ada", 2, null, 3, "a name of more than twenty").grid(20));
    }

    @Test
    void alignsWholeCellsAtTheLeft() {
        assertEquals("""
                +----+--------------------------+
                |id  |name                      |
                +----+--------------------------+
                |NULL|a name of more than twenty|
                |3   |                          |
                +----+--------------------------+
                """, table(PEOPLE, 0, null, "a name of more than twenty", 3, "").grid(20));
    }

    @Test
    void saysWhenThereIsMore() {
        assertEquals("""
                +---+----+
                | id|name|
                +---+----+
                |  1|   a|
                +---+----+
                only showing top 1 row
                """, table(PEOPLE, 20, 1, "a", 2, "b").grid(1));
        assertEquals("""
                +---+----+
                | id|name|
                +---+----+
                |  1|   a|
                |  2|   b|
                +---+----+
                only showing top 2 rows
                """, table(PEOPLE, 20, 1, "a", 2, "b", 3, "c").grid(2));
        assertEquals("""
                +---+----+
                | id|name|
                +---+----+
                +---+----+
                """, table(PEOPLE, 20).grid(20));
    }

    @Test
    void cutsToFewCharactersWithoutDots() {
        assertEquals("""
                +---+----+
                | id|name|
                +---+----+
                |  1| abc|
                +---+----+
                """, table(PEOPLE, 3, 1, "abcd").grid(20));
    }

    @Test
    void countsWideCharactersTwice() {
        assertEquals("""
                +---+------+
                | id|  name|
                +---+------+
                |  1|  東京|
                |  2|abcdef|
                +---+------+
                """, table(PEOPLE, 20, 1, "東京", 2, "abcdef").grid(20));
    }

    @Test
    void keepsACellOnItsLine() {
        assertEquals("""
                +---+-------+
                |id |name   |
                +---+-------+
                |1  |a\\nb\\tc|
                +---+-------+
                """, table(PEOPLE, 0, 1, "a\nb\tc").grid(20));
    }

    @Test
    void showsRowsOnTheirSide() {
        assertEquals(
                String.join("\n", List.of("-RECORD 0---", " id   | 1   ", " name | ada ", "-RECORD 1---", " id   | 2   ", " name | bob ",
                        "only showing top 2 rows", "")),
                table(PEOPLE, 20, 1, "ada", 2, "bob", 3, "c").vertical(2));
        assertEquals("(0 rows)\n", table(PEOPLE, 20).vertical(20));
    }

    private static TextTable table(Schema schema, int truncate, @Nullable Object... values) {
        TextTable table = new TextTable(schema, ZoneOffset.UTC, truncate);
        List<Vector> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            VectorBuilder builder = VectorBuilder.of(schema.type(column), 4);
            for (int i = column; i < values.length; i += schema.size()) {
                builder.appendValue(values[i]);
            }
            columns.add(builder.build());
        }
        table.add(Batch.of(values.length / schema.size(), columns));
        return table;
    }
}
