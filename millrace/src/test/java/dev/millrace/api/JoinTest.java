package dev.millrace.api;

import static dev.millrace.api.Functions.broadcast;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.LocalSession.assertFails;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.JoinType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that put two DataFrames together. */
class JoinTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame trips() {
        return LOCAL.frame("zone INT, fare INT", Row.of(1, 10), Row.of(1, 20), Row.of(2, 30), Row.of(9, 40), Row.of(null, 50));
    }

    private static DataFrame zones() {
        return LOCAL.frame("zone INT, name STRING", Row.of(1, "one"), Row.of(2, "two"), Row.of(3, "three"), Row.of(null, "none"));
    }

    @Test
    void joinsByNames() {
        DataFrame inner = trips().join(zones(), "zone");
        assertArrayEquals(new String[] {"zone", "fare", "name"}, inner.columns());
        assertRows(inner, Row.of(1, 10, "one"), Row.of(1, 20, "one"), Row.of(2, 30, "two"));
        assertRows(trips().join(zones(), List.of("zone"), "left"), Row.of(1, 10, "one"), Row.of(1, 20, "one"), Row.of(2, 30, "two"),
                Row.of(9, 40, null),
                Row.of(null, 50, null));
        assertRows(trips().join(zones(), List.of("zone"), "right"), Row.of(1, 10, "one"), Row.of(1, 20, "one"), Row.of(2, 30, "two"),
                Row.of(3, null, "three"), Row.of(null, null, "none"));
        assertRows(trips().join(zones(), List.of("zone"), "full"), Row.of(1, 10, "one"), Row.of(1, 20, "one"), Row.of(2, 30, "two"),
                Row.of(9, 40, null),
                Row.of(null, 50, null), Row.of(3, null, "three"), Row.of(null, null, "none"));
        assertRows(trips().join(zones(), "zone", "semi"), Row.of(1, 10), Row.of(1, 20), Row.of(2, 30));
        assertRows(trips().join(zones(), new String[] {"zone"}, "anti"), Row.of(9, 40), Row.of(null, 50));
        assertRows(trips().join(zones(), List.of("zone"), JoinType.SEMI).join(zones(), new String[] {"zone"}).select("name").distinct(),
                Row.of("one"),
                Row.of("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inner", "left", "leftouter", "left_outer", "LEFT OUTER", "right", "rightouter", "full", "outer", "full_outer",
            "semi", "leftsemi",
            "left_semi", "anti", "left_anti", "cross"})
    void knowsEveryNameOfAType(String type) {
        DataFrame trips = trips().as("t");
        DataFrame zones = zones().as("z");
        long rows = trips.join(zones, col("t.zone").equalTo(col("z.zone")), type).count();
        long expected = switch (type.replace("_", "").replace(" ", "").toLowerCase(java.util.Locale.ROOT)) {
            case "inner", "cross", "semi", "leftsemi" -> 3;
            case "left", "leftouter", "right", "rightouter" -> 5;
            case "full", "outer", "fullouter" -> 7;
            default -> 2;
        };
        assertEquals(expected, rows);
    }

    @Test
    void joinsByConditions() {
        DataFrame trips = trips();
        DataFrame zones = zones();
        assertRows(trips.join(zones, trips.col("zone").equalTo(zones.col("zone")).and(col("fare").gt(10))).select("fare", "name"),
                Row.of(20, "one"),
                Row.of(30, "two"));
        assertRows(trips.join(zones, trips.col("zone").eqNullSafe(zones.col("zone")), "inner").select("fare", "name"), Row.of(10, "one"),
                Row.of(20, "one"), Row.of(30, "two"), Row.of(50, "none"));
        assertRows(trips.join(zones, trips.col("zone").lt(zones.col("zone")), "left").select("fare", "name"), Row.of(10, "two"),
                Row.of(10, "three"),
                Row.of(20, "two"), Row.of(20, "three"), Row.of(30, "three"), Row.of(40, null), Row.of(50, null));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE,
                () -> trips.join(zones, trips.col("zone").equalTo(zones.col("zone"))).select("zone"));
    }

    @Test
    void joinsWithItself() {
        DataFrame trips = trips();
        assertEquals(5,
                trips.as("a").join(trips.as("b"), col("a.zone").equalTo(col("b.zone")).and(col("a.fare").leq(col("b.fare")))).count());
        assertEquals(6, trips.join(trips, "zone").count());
        assertEquals(25, trips.crossJoin(trips).count());
    }

    @Test
    void columnThatBothSidesOfASelfJoinHaveIsAmbiguousAfterIt() {
        DataFrame trips = trips();
        DataFrame cheap = trips.filter(col("fare").leq(20));
        DataFrame joined = trips.as("a").join(cheap.as("b"), col("a.fare").equalTo(col("b.fare")));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.select(trips.col("fare")));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.select(cheap.col("fare").plus(1)));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.filter(trips.col("fare").gt(10)));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.orderBy(trips.col("fare")));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.groupBy(trips.col("fare")).count());
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.select(col("a.fare"), col("b.fare")).select(trips.col("fare")));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.join(trips, joined.col("a.fare").gt(1)).select(trips.col("zone")));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> trips.crossJoin(trips).select(trips.col("zone")));
    }

    @Test
    void columnsOfASelfJoinAreReachedByAliasesAndByTheJoinedFrame() {
        DataFrame trips = trips();
        DataFrame joined = trips.as("a").join(trips.as("b"), col("a.zone").equalTo(col("b.zone")).and(col("a.fare").lt(col("b.fare"))));
        assertRows(joined.select(col("a.fare"), col("b.fare")), Row.of(10, 20));
        assertRows(joined.select(joined.col("b.fare"), joined.col("a.fare")), Row.of(20, 10));
        assertRows(joined.filter(joined.col("a.fare").lt(15)).select("*"), Row.of(1, 10, 1, 20));
        assertRows(joined.select(col("a.fare")).select(trips.col("fare")), Row.of(10));
    }

    @Test
    void columnThatOneSideOfASelfJoinHasIsThatSides() {
        DataFrame trips = trips();
        DataFrame most = trips.groupBy("zone").agg(Functions.max("fare").as("most"));
        DataFrame joined = trips.join(most, trips.col("zone").equalTo(most.col("zone")));
        assertRows(joined.select(trips.col("fare"), most.col("most")), Row.of(10, 20), Row.of(20, 20), Row.of(30, 30), Row.of(40, 40));
        assertFails(ErrorCondition.AMBIGUOUS_REFERENCE, () -> joined.select(trips.col("zone")));
        assertRows(trips.join(most, "zone").select(trips.col("zone"), trips.col("fare"), most.col("most")), Row.of(1, 10, 20),
                Row.of(1, 20, 20), Row.of(2, 30, 30), Row.of(9, 40, 40));
        assertRows(trips.join(trips, List.of("zone"), "semi").select(trips.col("fare")), Row.of(10), Row.of(20), Row.of(30), Row.of(40));
        DataFrame renamed = trips.select(col("zone").as("area"));
        assertRows(trips.join(renamed, trips.col("fare").equalTo(10)).select(trips.col("zone")).distinct(), Row.of(1));
    }

    @Test
    void joinsEverythingWithEverything() {
        assertEquals(20, trips().crossJoin(zones()).count());
        assertEquals(20, trips().join(zones()).count());
    }

    @Test
    void takesHints() {
        assertRows(trips().join(broadcast(zones()), "zone").select("name").distinct(), Row.of("one"), Row.of("two"));
        assertEquals(3, trips().hint("something else").join(zones(), "zone").count());
    }

    @Test
    void joinsManyRows() {
        DataFrame left = LOCAL.get().range(0, 50_000, 1, 3).select(col("id"), col("id").mod(1000).as("k"));
        DataFrame right = LOCAL.get().range(0, 500, 1, 2).select(col("id").as("k"), col("id").multiply(10).as("v"));
        assertRows(left.join(right, "k").agg(Functions.count("*"), Functions.sum("v")), Row.of(25_000L, 50L * 10 * 499 * 500 / 2));
        assertEquals(25_000, left.join(right, List.of("k"), "anti").count());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> trips().join(zones(), "zone", "sideways"));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> trips().join(zones(), "name"));
    }

    @Test
    void combinesSets() {
        DataFrame a = LOCAL.frame("x INT", Row.of(1), Row.of(1), Row.of(2), Row.of((Object) null), Row.of((Object) null));
        DataFrame b = LOCAL.frame("y BIGINT", Row.of(1L), Row.of((Object) null), Row.of(3L));
        assertRows(a.union(b), Row.of(1L), Row.of(1L), Row.of(2L), Row.of((Object) null), Row.of((Object) null), Row.of(1L),
                Row.of((Object) null),
                Row.of(3L));
        assertArrayEquals(new String[] {"x"}, a.unionAll(b).columns());
        assertRows(a.intersect(b), Row.of(1L), Row.of((Object) null));
        assertRows(a.except(b), Row.of(2L));
        assertFails(ErrorCondition.NUM_COLUMNS_MISMATCH, () -> a.union(zones()));
    }

    @Test
    void combinesSetsByName() {
        DataFrame a = LOCAL.frame("x INT, y STRING", Row.of(1, "a"));
        DataFrame b = LOCAL.frame("Y STRING, X INT", Row.of("b", 2));
        assertRows(a.unionByName(b), Row.of(1, "a"), Row.of(2, "b"));
        DataFrame c = LOCAL.frame("y STRING, z DOUBLE", Row.of("c", 0.5));
        assertRows(a.unionByName(c, true), Row.of(1, "a", null), Row.of(null, "c", 0.5));
        assertFails(ErrorCondition.UNRESOLVED_COLUMN, () -> a.unionByName(c));
    }
}
