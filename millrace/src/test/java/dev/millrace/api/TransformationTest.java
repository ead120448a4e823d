package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertOrdered;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that give another DataFrame, one input. */
class TransformationTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame people() {
        return LOCAL.frame("id INT, name STRING, height DOUBLE", Row.of(1, "ada", 1.6), Row.of(2, "bob", null),
                Row.of(3, null, Double.NaN));
    }

    @Test
    void selectsAndComputes() {
        assertOrdered(people().select("name", "id"), Row.of("ada", 1), Row.of("bob", 2), Row.of(null, 3));
        assertOrdered(people().select(col("id").plus(1).as("next"), col("*")).limit(1), Row.of(2, 1, "ada", 1.6));
        assertArrayEquals(new String[] {"(id + 1)", "NAME"}, people().select(col("id").plus(1), col("NAME")).columns());
        assertRows(people().select(sum("id")), Row.of(6L));
        assertArrayEquals(new String[] {"id", "name", "height"}, people().as("p").select("p.*").columns());
    }

    @Test
    void failsWhereTheNameIsWrong() {
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> people().select("nam"));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> people().col("nam"));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> people().filter(col("x").gt(1)));
        assertFails(ErrorCondition.DATATYPE_MISMATCH, () -> people().filter(col("id")));
        EngineException error = Assertions.assertThrows(EngineException.class, () -> people().select("nam"));
        assertTrue(error.getMessage().contains("name"), error.getMessage());
    }

    @Test
    void filters() {
        assertRows(people().filter(col("id").gt(1).and(col("name").isNotNull())), Row.of(2, "bob", null));
        assertRows(people().where(col("name").equalTo("ada").not()).select("id"), Row.of(2));
        assertRows(people().filter(col("name").eqNullSafe(null)).select("id"), Row.of(3));
        assertRows(people().filter(col("id").isin(1, 3)).select("id"), Row.of(1), Row.of(3));
        assertRows(people().filter(col("id").between(2, 3)).select("id"), Row.of(2), Row.of(3));
    }

    @Test
    void addsRenamesAndDropsColumns() {
        DataFrame people = people().select("id", "name");
        assertOrdered(people.withColumn("ID", col("id").multiply(2)).limit(1), Row.of(2, "ada"));
        assertArrayEquals(new String[] {"id", "name", "twice"}, people.withColumn("twice", col("id").multiply(2)).columns());
        assertOrdered(people.withColumns(Map.of("id", col("name"), "name", col("id"))).limit(1), Row.of("ada", 1));
        assertArrayEquals(new String[] {"key", "name"}, people.withColumnRenamed("ID", "key").columns());
        assertArrayEquals(new String[] {"id", "name"}, people.withColumnRenamed("none", "key").columns());
        assertArrayEquals(new String[] {"a", "b"}, people.toDF("a", "b").columns());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> people.toDF("a"));
        assertArrayEquals(new String[] {"name"}, people.drop("ID", "none").columns());
        assertSame(people, people.drop("none"));
        assertArrayEquals(new String[] {"id"}, people.drop(col("name")).columns());
        DataFrame other = people.toDF("id", "other");
        DataFrame joined = people.join(other, people.col("id").equalTo(other.col("id")));
        assertArrayEquals(new String[] {"id", "name", "other"}, joined.drop(other.col("id")).columns());
    }

    @Test
    void keepsDifferentRowsOnce() {
        DataFrame rows =
                LOCAL.frame("a INT, b STRING", Row.of(1, "x"), Row.of(1, "x"), Row.of(1, null), Row.of(1, null), Row.of(null, "x"));
        assertRows(rows.distinct(), Row.of(1, "x"), Row.of(1, null), Row.of(null, "x"));
        assertRows(rows.dropDuplicates("A").select("a"), Row.of(1), Row.of((Object) null));
        assertEquals(3, rows.dropDuplicates("a", "b").count());
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> rows.dropDuplicates("c"));
    }

    @Test
    void sortsNullsAndNaN() {
        DataFrame rows = LOCAL.frame("x DOUBLE", Row.of(2.0), Row.of((Object) null), Row.of(Double.NaN), Row.of(-1.0));
        assertOrdered(rows.orderBy("x"), Row.of((Object) null), Row.of(-1.0), Row.of(2.0), Row.of(Double.NaN));
        assertOrdered(rows.sort(col("x").desc()), Row.of(Double.NaN), Row.of(2.0), Row.of(-1.0), Row.of((Object) null));
        assertOrdered(rows.orderBy(col("x").ascNullsLast()).limit(1), Row.of(-1.0));
        assertOrdered(rows.orderBy(col("x").descNullsFirst()).limit(1), Row.of((Object) null));
        assertOrdered(rows.orderBy(col("x").multiply(-1).desc()).offset(1).limit(1), Row.of(-1.0));
    }

    @Test
    void limitsAndSkips() {
        DataFrame hundred = LOCAL.get().range(0, 100, 1, 4);
        assertEquals(7, hundred.limit(7).count());
        assertEquals(0, hundred.limit(0).count());
        assertEquals(90, hundred.offset(10).count());
        assertOrdered(hundred.orderBy("id").offset(98), Row.of(98L), Row.of(99L));
        assertOrdered(hundred.orderBy(col("id").desc()).limit(2), Row.of(99L), Row.of(98L));
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> hundred.limit(-1));
    }

    @Test
    void makesRanges() {
        assertOrdered(LOCAL.get().range(3), Row.of(0L), Row.of(1L), Row.of(2L));
        assertRows(LOCAL.get().range(5, 0, -2), Row.of(5L), Row.of(3L), Row.of(1L));
        assertEquals(0, LOCAL.get().range(5, 5).count());
        assertEquals(499_999_500_000L, LOCAL.get().range(1_000_000).agg(sum("id")).head().getLong(0));
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> LOCAL.get().range(0, 1, 0));
    }

    @Test
    void samplesAndSplits() {
        DataFrame rows = LOCAL.get().range(0, 10_000, 1, 3);
        long half = rows.sample(0.5, 7).count();
        assertTrue(half > 4700 && half < 5300, () -> "half is " + half);
        assertEquals(rows.sample(0.5, 7).collect(), rows.sample(0.5, 7).collect());
        long twice = rows.sample(true, 2.0, 7).count();
        assertTrue(twice > 19_000 && twice < 21_000, () -> "twice is " + twice);
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows.sample(1.5));
        DataFrame[] parts = rows.randomSplit(new double[] {3, 1}, 11);
        Set<Long> all = new TreeSet<>();
        List<Long> each = new ArrayList<>();
        for (DataFrame part : parts) {
            part.collect().forEach(row -> each.add(row.getLong(0)));
        }
        all.addAll(each);
        assertEquals(10_000, all.size());
        assertEquals(10_000, each.size());
        assertTrue(parts[1].count() < 3000);
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows.randomSplit(new double[] {1, -1}));
    }

    @Test
    void transformsInReadingOrder() {
        assertEquals(1, people().transform(frame -> frame.filter(col("id").equalTo(1))).count());
    }

    @Test
    void putsConstantsIntoColumns() {
        Row row = LOCAL.get().range(1).select(lit(1), lit("x"), lit(null), lit(List.of(1, 2)), lit(Map.of("a", 1)), lit(Row.of(1, "b")))
                .head();
        assertEquals(Row.of(1, "x", null, List.of(1, 2), Map.of("a", 1), Row.of(1, "b")), row);
    }

    @Test
    void reshapesNothingWhenEmpty() {
        DataFrame none = people().filter(lit(false));
        assertEquals(List.of(), none.collect());
        assertEquals(List.of(), none.orderBy("id").limit(5).collect());
        assertEquals(List.of(), none.distinct().collect());
        assertEquals(Arrays.asList("id", "name", "height"), Arrays.asList(none.columns()));
    }
}
