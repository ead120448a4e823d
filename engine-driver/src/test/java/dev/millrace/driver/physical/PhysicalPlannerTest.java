package dev.millrace.driver.physical;

import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.asc;
import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.eq;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.over;
import static dev.millrace.driver.query.Written.star;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.Written;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.spi.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhysicalPlannerTest {

    private final TestPipeline pipeline = new TestPipeline();

    /** A broadcast side never gives rows of its own: no task could tell which of them nobody matched. */
    @ParameterizedTest
    @EnumSource(value = JoinType.class, names = {"NULL_AWARE_ANTI", "CROSS"}, mode = EnumSource.Mode.EXCLUDE)
    void broadcastSideIsNeverPadded(JoinType type) {
        for (Written small : List.of(from("nation"), from("customer"), from("orders"), from("lineitem").hint("broadcast"))) {
            for (boolean swapped : List.of(true, false)) {
                Written one = small.select(as(firstKey(small), "k1"));
                Written other = from("partsupp").select(as(col("ps_partkey"), "k2"));
                Written query = swapped ? one.join(other, type, eq("k1", "k2")) : other.join(one, type, eq("k2", "k1"));
                HashJoinExec join = find(pipeline.physical(query), HashJoinExec.class);
                if (join.broadcast()) {
                    boolean padded = join.build() == Side.LEFT ? type == JoinType.LEFT || type == JoinType.FULL : type.padsLeft();
                    assertTrue(!padded && (type.givesRight() || join.build() == Side.RIGHT), join.toString());
                    PhysicalPlan build = join.build() == Side.LEFT ? join.left() : join.right();
                    assertInstanceOf(Partitioning.Broadcast.class, assertInstanceOf(ExchangeExec.class, build).partitioning());
                } else {
                    assertEquals(join.left().partitions(), join.right().partitions());
                }
            }
        }
    }

    private static dev.millrace.plan.unresolved.UnresolvedExpr firstKey(Written table) {
        String name = table.toString();
        return op("+", col(name.contains("nation") ? "n_nationkey" : name.contains("customer") ? "c_custkey" : name.contains("orders")
                ? "o_orderkey"
                : "l_orderkey"), lit(0L));
    }

    @Test
    void nestedLoopsHoldTheSideThatMayBeHeld() {
        Written left = from("partsupp");
        Written right = from("orders");
        NestedLoopJoinExec outer = find(pipeline.physical(left.join(right, JoinType.RIGHT, op("<", col("ps_partkey"), col("o_orderkey")))),
                NestedLoopJoinExec.class);
        assertEquals(Side.LEFT, outer.build());
        NestedLoopJoinExec full = find(pipeline.physical(left.join(right, JoinType.FULL, op("<", col("ps_partkey"), col("o_orderkey")))),
                NestedLoopJoinExec.class);
        assertEquals(1, full.partitions());
        assertEquals(1, full.left().partitions());
    }

    @Test
    void oneExchangeServesJoinAndAggregate() {
        PhysicalPlan plan = new TestPipeline().with("join.broadcast.limit", "0")
                .physical(from("orders").join(from("lineitem"), eq("o_orderkey", "l_orderkey")).groupBy(col("o_orderkey"))
                        .agg(call("count", star())));
        HashAggregateExec aggregate = find(plan, HashAggregateExec.class);
        assertEquals(HashAggregateExec.Mode.SINGLE, aggregate.mode());
        assertEquals(2, all(plan, ExchangeExec.class).size());
    }

    @Test
    void onePartitionNeedsNoExchange() {
        PhysicalPlan plan =
                pipeline.physical(from("t").groupBy(col("a")).agg(call("sum", col("b"))).join(from("u").as("v"), eq("t.a", "v.a"))
                        .orderBy(asc(col("x"))).limit(3));
        assertEquals(List.of(), all(plan, ExchangeExec.class));
        assertEquals(1, plan.partitions());
    }

    @Test
    void shufflePartitionsAreAsConfiguredOrFew() {
        Written query = from("orders").groupBy(col("o_custkey")).agg(call("count", star()));
        assertEquals(7, find(new TestPipeline().with("shuffle.partitions", "7").physical(query), ExchangeExec.class).partitions());
        int automatic = find(pipeline.physical(query), ExchangeExec.class).partitions();
        assertTrue(automatic >= 1 && automatic <= 2 * TestPipeline.CORES, String.valueOf(automatic));
    }

    @Test
    void windowsWithoutPartitionsRunInOne() {
        PhysicalPlan plan = pipeline.physical(from("orders").select(over(call("row_number"), List.of(), asc(col("o_orderkey")))));
        assertEquals(1, find(plan, WindowExec.class).input().partitions());
    }

    @Test
    void scansGetTheirFiltersOverTheTable() {
        ScanExec scan = find(pipeline.physical(from("lineitem").where(op("=", col("l_shipmode"), lit("AIR"))).select(col("l_tax"))),
                ScanExec.class);
        assertEquals("[l_tax, l_shipmode]", scan.schema().names().toString());
        assertEquals("InputRef[ordinal=1", text(scan.filters().getFirst().children().getFirst()));
        assertEquals("InputRef[ordinal=14", text(pipeline.tables().get("lineitem").lastFilters().getFirst().children().getFirst()));
    }

    private static String text(dev.millrace.expr.Expr expr) {
        return expr instanceof dev.millrace.expr.InputRef ref ? "InputRef[ordinal=" + ref.ordinal() : "";
    }

    @Test
    void aTableWithoutSplitsIsAnEmptyRelation() {
        TestPipeline empty =
                new TestPipeline().table(new dev.millrace.driver.query.TestTable("none", 0, 0, pipeline.tables().get("t").schema()));
        assertInstanceOf(LocalTableExec.class, empty.physical(from("none").select(col("a"))));
    }

    @Test
    void splitsAreDealtOutInOrderAndEvenly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Split> splits = new ArrayList<>();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                splits.add(new Split("f" + i, 0, 1 + random.nextInt(8 << 20), 8 << 20, 0, List.of()));
            }
            int cores = 1 + random.nextInt(8);
            List<List<Split>> groups = SplitGroups.of(splits, 16 << 20, cores);
            assertEquals(splits, groups.stream().flatMap(List::stream).toList(), "seed " + seed);
            assertTrue(groups.stream().noneMatch(List::isEmpty), "seed " + seed);
            long total = splits.stream().mapToLong(Split::length).sum();
            long largest = groups.stream().mapToLong(group -> group.stream().mapToLong(Split::length).sum()).max().orElseThrow();
            assertTrue(largest <= total / groups.size() + (16 << 20),
                    "seed " + seed + ": " + largest + " of " + total + " in " + groups.size());
        }
        assertEquals(1, SplitGroups
                .of(List.of(new Split("f", 0, 1000, 1000, 0, List.of()), new Split("g", 0, 1000, 1000, 0, List.of())), 1 << 20, 8).size());
    }

    @Test
    void oneProjectionOfTheSameColumnsIsNone() {
        PhysicalPlan plan = pipeline.physical(from("t").select(col("a"), col("b"), col("c"), col("d")));
        assertInstanceOf(ScanExec.class, plan);
        assertSame(1, all(plan, ScanExec.class).size());
    }

    private static <T> T find(PhysicalPlan plan, Class<T> type) {
        return all(plan, type).getFirst();
    }

    private static <T> List<T> all(PhysicalPlan plan, Class<T> type) {
        List<T> found = new ArrayList<>();
        if (type.isInstance(plan)) {
            found.add(type.cast(plan));
        }
        plan.children().forEach(child -> found.addAll(all(child, type)));
        return found;
    }
}
