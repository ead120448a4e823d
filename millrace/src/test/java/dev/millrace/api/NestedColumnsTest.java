package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.explode;
import static dev.millrace.api.Functions.posexplode;
import static dev.millrace.api.Functions.struct;
import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertOrdered;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.ErrorCondition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Structs, arrays and maps. */
class NestedColumnsTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame people() {
        return LOCAL.frame("id INT, name STRING, height DOUBLE", Row.of(1, "ada", 1.6), Row.of(2, "bob", null),
                Row.of(3, null, Double.NaN));
    }

    @Test
    void reachesIntoStructs() {
        DataFrame nested = people().select(struct("id", "name").as("person"));
        assertEquals("struct<id:int,name:string>", nested.schema().type(0).simpleName());
        assertOrdered(nested.select("person.name").limit(1), Row.of("ada"));
        assertOrdered(nested.select(nested.col("person.id"), col("person").getField("name"), col("person").getItem("id")).limit(1),
                Row.of(1, "ada", 1));
        assertOrdered(nested.limit(1), Row.of(Row.of(1, "ada")));
        assertFails(ErrorCondition.FIELD_NOT_FOUND, () -> nested.select("person.age"));
    }

    @Test
    void makesRowsOfElements() {
        DataFrame lists = LOCAL.frame("id INT, items ARRAY<STRING>", Row.of(1, List.of("a", "b")), Row.of(2, List.of()), Row.of(3, null));
        assertRows(lists.select(col("id"), explode(col("items")).as("item")), Row.of(1, "a"), Row.of(1, "b"));
        assertRows(lists.select(col("id"), Functions.explode_outer(col("items"))), Row.of(1, "a"), Row.of(1, "b"), Row.of(2, null),
                Row.of(3, null));
        assertRows(lists.select(posexplode(col("items")).as(List.of("at", "item"))), Row.of(0, "a"), Row.of(1, "b"));
        assertArrayEquals(new String[] {"id", "items", "col"}, lists.select(col("*"), explode(col("items"))).columns());
        DataFrame maps = LOCAL.frame("m MAP<STRING,INT>", Row.of(Map.of("k", 1)));
        assertRows(maps.select(explode(col("m"))), Row.of("k", 1));
        assertArrayEquals(new String[] {"key", "value"}, maps.select(explode(col("m"))).columns());
    }
}
