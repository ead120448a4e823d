package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.Functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.spi.ExplainMode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries whose tasks are cut anew while they run give the rows that they give otherwise. */
class AdaptiveTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @BeforeEach
    void manyPartitions() {
        set("shuffle.partitions", "16");
        set("join.broadcast.limit", "0");
    }

    @AfterEach
    void restore() {
        for (String key : List.of("shuffle.partitions", "join.broadcast.limit", "adaptive.enabled", "adaptive.target-size")) {
            LOCAL.get().sql("RESET " + key);
        }
    }

    private static void set(String key, String value) {
        LOCAL.get().sql("SET " + key + " = " + value);
    }

    private static DataFrame numbers() {
        return LOCAL.get().range(0, 50_000, 1, 5).select(col("id"), col("id").mod(100).as("k"));
    }

    /** The plan as it ran. */
    private static String compare(UnaryOperator<DataFrame> query) {
        set("adaptive.enabled", "false");
        List<Row> expected = query.apply(numbers()).collect();
        assertFalse(query.apply(numbers()).explainString(ExplainMode.ANALYZE).contains("adapted"));
        set("adaptive.enabled", "true");
        assertEquals(expected, query.apply(numbers()).collect());
        return query.apply(numbers()).explainString(ExplainMode.ANALYZE);
    }

    @Test
    void smallPartitionsAreReadTogether() {
        String plan = compare(frame -> frame.groupBy("k").agg(sum("id").as("total"), count("*").as("rows")).orderBy("k"));
        assertTrue(plan.contains("adapted: 16 partitions read by "), plan);
    }

    @Test
    void aJoinsSidesAreReadTogether() {
        String plan = compare(frame -> frame.as("a").join(frame.filter(col("id").mod(3).equalTo(0)).as("b"),
                col("a.id").equalTo(col("b.id"))).groupBy("a.k").agg(count("*").as("rows")).orderBy("k"));
        assertTrue(plan.contains("adapted: 16 partitions read by "), plan);
    }

    @Test
    void numbersOfTheUserStay() {
        assertFalse(compare(frame -> frame.repartition(7).groupBy().agg(sum("id"))).contains("adapted: 7"));
        assertFalse(compare(frame -> frame.repartition(9, col("k")).groupBy("k").agg(sum("id").as("s")).orderBy("k"))
                .contains("adapted: 9"));
        assertFalse(compare(frame -> frame.repartition(9, col("k")).select(Functions.spark_partition_id().as("p")).distinct().orderBy("p"))
                .contains("adapted: 9"));
    }

    @Test
    void whatDependsOnItsPartitionStays() {
        String plan = compare(frame -> frame.groupBy("k").agg(sum("id").as("total")).sample(0.5, 3).orderBy("k"));
        assertFalse(plan.contains("adapted"), plan);
    }

    @Test
    void aSkewedPartitionIsSplit() {
        set("adaptive.target-size", "4096");
        for (String type : List.of("inner", "left", "left_semi", "left_anti", "right", "full")) {
            String plan = compare(frame -> {
                DataFrame skewed = frame.select(col("id"), when(col("id").mod(10).lt(9), lit(7L)).otherwise(col("id")).as("key"));
                DataFrame keys = LOCAL.get().range(0, 3000, 1, 3).select(col("id").as("key2"), col("id").multiply(2).as("v"));
                DataFrame joined = skewed.join(keys, col("key").equalTo(col("key2")), type);
                GroupedData groups = joined.groupBy(col("key").mod(5).as("g"));
                boolean leftOnly = type.equals("left_semi") || type.equals("left_anti");
                return (leftOnly ? groups.agg(count("*").as("n"), sum("id").as("s"))
                        : groups.agg(count("*").as("n"), sum("v").as("s"), sum("id").as("t"))).orderBy("g");
            });
            boolean split = plan.contains("adapted: 16 partitions read by 1") || plan.contains("adapted: 16 partitions read by 2");
            assertEquals(!List.of("right", "full").contains(type), split, () -> type + "\n" + plan);
        }
    }

    @Test
    void cachedRowsKnowTheirPartitions() {
        DataFrame sums = numbers().groupBy("k").agg(sum("id").as("total")).cache();
        assertEquals(100, sums.count());
        String plan = sums.explainString(ExplainMode.SIMPLE);
        assertTrue(plan.contains("CachedReadExec") && !plan.contains("partitions=16"), plan);
        assertEquals(100, sums.filter(col("total").gt(0)).count());
        sums.unpersist();
    }
}
