package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.rand;
import static dev.millrace.api.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.ExplainMode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kept rows: the same answers, without computing them again. */
class CacheTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @AfterEach
    void forget() {
        LOCAL.get().catalog().clearCache();
    }

    private static DataFrame numbers() {
        return LOCAL.get().range(0, 20_000, 1, 3).select(col("id"), col("id").mod(7).as("k"), col("id").cast("string").as("s"));
    }

    private static List<Row> byKey(DataFrame frame) {
        return frame.groupBy("k").agg(sum("id").as("total"), count("*").as("rows")).orderBy("k").collect();
    }

    @ParameterizedTest
    @EnumSource
    void everyLevelGivesTheSameRows(StorageLevel level) {
        DataFrame frame = numbers().persist(level);
        assertEquals(level, frame.storageLevel());
        assertEquals(level != StorageLevel.NONE, frame.isCached());
        for (int run = 0; run < 2; run++) {
            assertEquals(byKey(numbers().filter(lit(true))), byKey(frame));
            assertEquals(numbers().filter(col("s").like("1%9")).orderBy("id").collect(),
                    frame.filter(col("s").like("1%9")).orderBy("id").collect());
            assertEquals(20_000, frame.count());
        }
        frame.unpersist(true);
        assertEquals(StorageLevel.NONE, frame.storageLevel());
        assertEquals(20_000, frame.count());
    }

    @ParameterizedTest
    @EnumSource
    void moreRowsThanMemoryHolds(StorageLevel level) {
        try (Session session = Session.builder().master("local[2]").config("memory.limit", "24m").create()) {
            DataFrame frame = session.range(0, 2_000_000, 1, 16).select(col("id"), col("id").mod(7).as("k")).persist(level);
            for (int run = 0; run < 3; run++) {
                assertEquals(2_000_000L, frame.filter(col("id").geq(0)).count());
                assertEquals(List.of(Row.of(1_999_999_000_000L)), frame.agg(sum("id")).collect());
            }
        }
    }

    @Test
    void rowsAreScannedFromTheSecondRunOn() {
        DataFrame frame = numbers().cache();
        assertFalse(frame.explainString(ExplainMode.SIMPLE).contains("Cached"), "nothing was run yet");
        frame.count();
        String plan = frame.filter(col("k").equalTo(3)).select("id").explainString(ExplainMode.SIMPLE);
        assertTrue(plan.contains("CachedReadExec  [id, k]  filters=[k = 3]  partitions=3"), plan);
        assertFalse(plan.contains("RangeExec"), plan);
        String analyzed = frame.groupBy("k").count().explainString(ExplainMode.ANALYZE);
        assertTrue(analyzed.contains("CachedReadExec  [k]  partitions=3  rows=20000"), analyzed);
        frame.unpersist();
        assertTrue(frame.explainString(ExplainMode.SIMPLE).contains("RangeExec"));
    }

    @Test
    void anEqualPlanIsRecognised() {
        numbers().cache();
        assertTrue(numbers().isCached());
        numbers().count();
        assertTrue(numbers().filter(col("k").gt(2)).explainString(ExplainMode.SIMPLE).contains("CachedReadExec"));
        assertFalse(numbers().limit(3).isCached());
        assertFalse(LOCAL.get().range(0, 20_001, 1, 3).select(col("id"), col("id").mod(7).as("k"), col("id").cast("string").as("s"))
                .isCached());
        numbers().unpersist();
        assertFalse(numbers().isCached());
    }

    @Test
    void bothSidesOfAJoinAndAUnionReadTheSameRows() {
        DataFrame random = LOCAL.get().range(0, 5000, 1, 4).select(col("id"), rand().as("r")).cache();
        DataFrame pairs = random.as("a").join(random.as("b"), col("a.id").equalTo(col("b.id")));
        assertEquals(0, pairs.filter(col("a.r").notEqual(col("b.r"))).count());
        assertEquals(5000, pairs.count());
        assertEquals(5000, random.union(random).distinct().count());
        assertEquals(2500, random.union(random).coalesce(2).filter(col("id").lt(1250)).count());
        assertEquals(random.collect(), random.coalesce(1).orderBy("id").collect());
    }

    @Test
    void keepsOrder() {
        DataFrame sorted = numbers().orderBy(col("s").desc()).cache();
        List<Row> first = sorted.collect();
        assertEquals(numbers().orderBy(col("s").desc()).limit(30).collect(), sorted.collect().subList(0, 30));
        assertEquals(first, sorted.collect());
    }

    @Test
    void aCachedPlanMayReadAnother() {
        DataFrame base = numbers().cache();
        DataFrame sums = base.groupBy("k").agg(sum("id").as("total")).cache();
        List<Row> expected = sums.orderBy("k").collect();
        base.unpersist(true);
        assertEquals(expected, sums.orderBy("k").collect());
        assertTrue(sums.explainString(ExplainMode.SIMPLE).contains("CachedReadExec"));
        sums.unpersist(true);
    }

    @Test
    void anErrorLeavesNothingBehind() {
        DataFrame broken = LOCAL.get().range(0, 100, 1, 4).select(lit(1).divide(col("id").minus(70)).as("x")).cache();
        for (int run = 0; run < 2; run++) {
            assertEquals(ErrorCondition.DIVIDE_BY_ZERO, assertThrows(EngineException.class, broken::collect).condition());
        }
        broken.unpersist(true);
        assertEquals(20_000, numbers().cache().count());
    }

    @Test
    void whoReadsIsNotDisturbedByUnpersist() {
        DataFrame frame = numbers().cache();
        frame.count();
        try (var rows = frame.toLocalIterator()) {
            for (int row = 0; row < 10; row++) {
                rows.next();
            }
            frame.unpersist();
            int left = 0;
            while (rows.hasNext()) {
                rows.next();
                left++;
            }
            assertEquals(19_990, left);
        }
    }

    @Test
    void sqlKeepsTables() {
        numbers().createOrReplaceTempView("numbers");
        LOCAL.get().sql("CACHE TABLE kept OPTIONS('storageLevel' 'DISK_ONLY') AS SELECT k, sum(id) AS total FROM numbers GROUP BY k");
        assertTrue(LOCAL.get().catalog().isCached("kept"));
        assertEquals(StorageLevel.DISK_ONLY, LOCAL.get().table("kept").storageLevel());
        assertEquals(7, LOCAL.get().sql("SELECT * FROM kept WHERE total > 0").count());
        assertTrue(LOCAL.get().sql("SELECT total FROM kept").explainString(ExplainMode.SIMPLE).contains("CachedReadExec"));
        LOCAL.get().sql("UNCACHE TABLE kept");
        assertFalse(LOCAL.get().catalog().isCached("kept"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE, assertThrows(EngineException.class,
                () -> LOCAL.get().sql("CACHE TABLE numbers OPTIONS('storageLevel' 'SOMEWHERE')")).condition());
    }

    @Test
    void sizesAreKnownToTheOptimizer() {
        DataFrame few = numbers().filter(col("s").like("%77%7")).cache();
        few.count();
        String plan = numbers().join(few.select(col("id").as("other")), col("id").equalTo(col("other"))).explainString(ExplainMode.SIMPLE);
        assertTrue(plan.contains("broadcast"), plan);
    }
}
