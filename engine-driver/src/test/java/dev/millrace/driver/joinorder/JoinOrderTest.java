package dev.millrace.driver.joinorder;

import static dev.millrace.driver.query.Written.and;
import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.eq;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.Written;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinOrderTest {

    private final TestPipeline pipeline = new TestPipeline();

    @Test
    void aCrossProductIsNotMadeWhereEqualColumnsJoin() {
        LogicalPlan plan = pipeline.optimize(from("customer").cross(from("lineitem")).cross(from("orders"))
                .where(and(eq("c_custkey", "o_custkey"), eq("l_orderkey", "o_orderkey"))));
        assertEquals(List.of(JoinType.INNER, JoinType.INNER), types(plan));
    }

    @Test
    void whatIsNotConnectedIsJoinedLast() {
        LogicalPlan plan = pipeline.optimize(from("customer").cross(from("region")).cross(from("orders"))
                .where(eq("c_custkey", "o_custkey")));
        assertEquals(List.of(JoinType.CROSS, JoinType.INNER), types(plan));
    }

    @Test
    void equalColumnsJoinThroughAThird() {
        String text = pipeline.optimizedText(from("part").cross(from("lineitem")).cross(from("partsupp"))
                .where(and(eq("p_partkey", "l_partkey"), eq("ps_partkey", "l_partkey"), eq("ps_suppkey", "l_suppkey"),
                        op("=", col("p_size"), lit(15)))));
        assertTrue(text.contains("ps_partkey = p_partkey"), text);
    }

    @Test
    void aFilterOfOneColumnHoldsForAllEqualOnes() {
        String text = pipeline.optimizedText(from("customer").cross(from("supplier")).cross(from("nation"))
                .where(and(eq("c_nationkey", "s_nationkey"), eq("s_nationkey", "n_nationkey"), op("=", col("n_nationkey"), lit(7)))));
        assertTrue(text.contains("c_nationkey = 7"), text);
        assertTrue(text.contains("s_nationkey = 7"), text);
    }

    @Test
    void twoColumnsEqualToTheSameThirdAreCompared() {
        String text = pipeline.optimizedText(from("lineitem").cross(from("orders")).cross(from("customer"))
                .where(and(eq("l_orderkey", "o_orderkey"), eq("l_partkey", "o_orderkey"), eq("o_custkey", "c_custkey"))));
        assertTrue(text.contains("filters=[l_orderkey = l_partkey]"), text);
    }

    @Test
    void aPaddedColumnIsLookedAtAfterItIsPadded() {
        String text = pipeline.optimizedText(from("customer").join(from("orders"), JoinType.LEFT, eq("c_custkey", "o_custkey"))
                .join(from("nation"), eq("c_nationkey", "n_nationkey")).where(op("isnull", col("o_orderkey"))).select(col("c_name")));
        assertTrue(text.indexOf("o_orderkey IS NULL") < text.indexOf("Join  LEFT"), text);
    }

    @Test
    void aSemiJoinComesWhereItIsCheapest() {
        Written large = from("lineitem").where(op("=", col("l_shipmode"), lit("AIR"))).select(as(col("l_orderkey"), "k"));
        LogicalPlan plan = pipeline.optimize(from("orders").join(from("customer"), eq("o_custkey", "c_custkey"))
                .where(op("=", col("c_custkey"), lit(5L))).join(large, JoinType.SEMI, eq("k", "o_orderkey")).select(col("c_name")));
        assertEquals(List.of(JoinType.SEMI, JoinType.INNER), types(plan));
    }

    @Test
    void manyRelationsAreOrderedToo() {
        Written query = from("nation").as("n0");
        List<UnresolvedExpr> conditions = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            query = query.cross(from("nation").as("n" + i));
            conditions.add(eq("n" + (i - 1) + ".n_nationkey", "n" + i + ".n_regionkey"));
        }
        LogicalPlan plan = pipeline.optimize(query.where(and(conditions.toArray(new UnresolvedExpr[0]))).select(col("n0.n_name")));
        List<JoinType> types = types(plan);
        assertEquals(39, types.size());
        assertFalse(types.contains(JoinType.CROSS));
    }

    @Test
    void aForeignKeyMeetsOneRow() {
        LogicalPlan plan = pipeline.optimize(from("lineitem").join(from("orders"), eq("l_orderkey", "o_orderkey")));
        double rows = new Statistics().of(plan).rows();
        assertEquals(6_001_215, rows, 10_000);
    }

    private static List<JoinType> types(LogicalPlan plan) {
        List<JoinType> types = new ArrayList<>();
        if (plan instanceof Join join) {
            types.add(join.type());
        }
        plan.children().forEach(child -> types.addAll(types(child)));
        return types;
    }
}
