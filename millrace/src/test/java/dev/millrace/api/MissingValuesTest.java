package dev.millrace.api;

import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.ErrorCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingValuesTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame rows() {
        return LOCAL.frame("i INT, d DOUBLE, s STRING", Row.of(1, 1.5, "a"), Row.of(null, Double.NaN, "b"), Row.of(3, null, null),
                Row.of(null, null, null));
    }

    @Test
    void dropsRows() {
        assertRows(rows().na().drop(), Row.of(1, 1.5, "a"));
        assertEquals(3, rows().na().drop("all").count());
        assertEquals(2, rows().na().drop(new String[] {"i"}).count());
        assertEquals(1, rows().na().drop("any", List.of("i", "d")).count());
        assertEquals(1, rows().na().drop(2).count());
        assertEquals(3, rows().na().drop(1, List.of("i", "s")).count());
        assertEquals(4, rows().na().drop(0).count());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows().na().drop("some"));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> rows().na().drop(List.of("x")));
    }

    @Test
    void fills() {
        assertRows(rows().na().fill(0), Row.of(1, 1.5, "a"), Row.of(0, 0.0, "b"), Row.of(3, 0.0, null), Row.of(0, 0.0, null));
        assertRows(rows().na().fill("?").select("s").distinct(), Row.of("a"), Row.of("b"), Row.of("?"));
        assertRows(rows().na().fill(7, List.of("I", "s")).select("i", "s"), Row.of(1, "a"), Row.of(7, "b"), Row.of(3, null),
                Row.of(7, null));
        assertRows(rows().na().fill(Map.of("d", 9, "s", "z")).select("d", "s"), Row.of(1.5, "a"), Row.of(9.0, "b"), Row.of(9.0, "z"),
                Row.of(9.0, "z"));
        assertArrayEquals(new String[] {"i", "d", "s"}, rows().na().fill(1).columns());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows().na().fill(List.of()));
    }

    @Test
    void replaces() {
        assertRows(rows().na().replace("i", Map.of(1, 10, 3, 30)).select("i"), Row.of(10), Row.of((Object) null), Row.of(30),
                Row.of((Object) null));
        Map<String, String> gone = new HashMap<>();
        gone.put("a", null);
        assertRows(rows().na().replace("*", gone).select("s").distinct(), Row.of("b"), Row.of((Object) null));
        assertRows(rows().na().replace(new String[] {"i", "d"}, Map.of(1.5, 2.5)).select("d").na().drop(), Row.of(2.5));
    }

    @Test
    void computesStatistics() {
        DataFrame rows = LOCAL.frame("x INT, y DOUBLE, k STRING", Row.of(1, 2.0, "a"), Row.of(2, 4.0, "a"), Row.of(3, 6.0, "b"),
                Row.of(null, 1.0, null));
        DataFrameStatFunctions stat = rows.stat();
        assertEquals(1.0, stat.corr("x", "y"), 1e-12);
        assertEquals(2.0, stat.cov("x", "y"), 1e-12);
        assertArrayEquals(new double[] {1, 2, 3}, stat.approxQuantile("x", new double[] {0, 0.5, 1}, 0));
        assertEquals(2, stat.approxQuantile(new String[] {"x", "y"}, new double[] {0.5}, 0.1).length);
        DataFrame table = stat.crosstab("k", "x");
        assertArrayEquals(new String[] {"k_x", "1", "2", "3", "null"}, table.columns());
        assertEquals(List.of(Row.of("a", 1L, 1L, 0L, 0L), Row.of("b", 0L, 0L, 1L, 0L), Row.of("null", 0L, 0L, 0L, 1L)), table.collect());
        assertEquals(List.of(Row.of(List.of("a"))), stat.freqItems(new String[] {"k"}, 0.4).collect());
        assertArrayEquals(new String[] {"k_freqItems"}, stat.freqItems(new String[] {"k"}).columns());
        assertEquals(2, stat.sampleBy("k", Map.of("a", 1.0), 5).count());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> stat.sampleBy("k", Map.of("a", 1.5), 5));
    }
}
