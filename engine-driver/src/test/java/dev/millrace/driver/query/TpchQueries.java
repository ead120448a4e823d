package dev.millrace.driver.query;

import static dev.millrace.driver.query.Written.and;
import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.asc;
import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.date;
import static dev.millrace.driver.query.Written.decimal;
import static dev.millrace.driver.query.Written.desc;
import static dev.millrace.driver.query.Written.distinctCall;
import static dev.millrace.driver.query.Written.eq;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.over;
import static dev.millrace.driver.query.Written.star;
import static dev.millrace.driver.query.Written.when;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan.SetOperation.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queries whose plans are approved: some of TPC-H, and one for each thing that a planner decides. */
public final class TpchQueries {

    private TpchQueries() {}

    public static Map<String, Written> all() {
        Map<String, Written> all = new LinkedHashMap<>();
        UnresolvedExpr revenue = op("*", col("l_extendedprice"), op("-", lit(1), col("l_discount")));
        all.put("tpch-q01", from("lineitem").where(op("<=", col("l_shipdate"), date("1998-09-02")))
                .groupBy(col("l_returnflag"), col("l_linestatus"))
                .agg(as(call("sum", col("l_quantity")), "sum_qty"), as(call("sum", col("l_extendedprice")), "sum_base_price"),
                        as(call("sum", revenue), "sum_disc_price"),
                        as(call("sum", op("*", revenue, op("+", lit(1), col("l_tax")))), "sum_charge"),
                        as(call("avg", col("l_quantity")), "avg_qty"), as(call("avg", col("l_discount")), "avg_disc"),
                        as(call("count", star()), "count_order"))
                .orderBy(col("l_returnflag"), col("l_linestatus")));
        all.put("tpch-q03",
                from("customer").join(from("orders"), eq("c_custkey", "o_custkey")).join(from("lineitem"), eq("l_orderkey", "o_orderkey"))
                        .where(and(op("=", col("c_mktsegment"), lit("BUILDING")), op("<", col("o_orderdate"), date("1995-03-15")),
                                op(">", col("l_shipdate"), date("1995-03-15"))))
                        .groupBy(col("l_orderkey"), col("o_orderdate"), col("o_shippriority"))
                        .select(col("l_orderkey"), as(call("sum", revenue), "revenue"), col("o_orderdate"), col("o_shippriority"))
                        .orderBy(desc(col("revenue")), asc(col("o_orderdate"))).limit(10));
        all.put("tpch-q05", from("customer").cross(from("orders")).cross(from("lineitem")).cross(from("supplier")).cross(from("nation"))
                .cross(from("region"))
                .where(and(eq("c_custkey", "o_custkey"), eq("l_orderkey", "o_orderkey"), eq("l_suppkey", "s_suppkey"),
                        eq("c_nationkey", "s_nationkey"), eq("s_nationkey", "n_nationkey"), eq("n_regionkey", "r_regionkey"),
                        op("=", col("r_name"), lit("ASIA")), op(">=", col("o_orderdate"), date("1994-01-01")),
                        op("<", col("o_orderdate"), date("1995-01-01"))))
                .groupBy(col("n_name")).agg(as(call("sum", revenue), "revenue")).orderBy(desc(col("revenue"))));
        all.put("tpch-q06", from("lineitem")
                .where(and(op(">=", col("l_shipdate"), date("1994-01-01")), op("<", col("l_shipdate"), date("1995-01-01")),
                        op("between", col("l_discount"), decimal("0.05"), decimal("0.07")), op("<", col("l_quantity"), lit(24))))
                .select(as(call("sum", op("*", col("l_extendedprice"), col("l_discount"))), "revenue")));
        UnresolvedExpr fromFrance = and(op("=", col("a.n_name"), lit("FRANCE")), op("=", col("b.n_name"), lit("GERMANY")));
        UnresolvedExpr fromGermany = and(op("=", col("a.n_name"), lit("GERMANY")), op("=", col("b.n_name"), lit("FRANCE")));
        all.put("tpch-q07", from("supplier").cross(from("lineitem")).cross(from("orders")).cross(from("customer"))
                .cross(from("nation").as("a")).cross(from("nation").as("b"))
                .where(and(eq("s_suppkey", "l_suppkey"), eq("o_orderkey", "l_orderkey"), eq("c_custkey", "o_custkey"),
                        eq("s_nationkey", "a.n_nationkey"), eq("c_nationkey", "b.n_nationkey"), op("or", fromFrance, fromGermany),
                        op("between", col("l_shipdate"), date("1995-01-01"), date("1996-12-31"))))
                .groupBy(as(col("a.n_name"), "supp_nation"), as(col("b.n_name"), "cust_nation")).agg(as(call("sum", revenue), "revenue")));
        all.put("tpch-q09", from("part").cross(from("supplier")).cross(from("lineitem")).cross(from("partsupp")).cross(from("orders"))
                .cross(from("nation"))
                .where(and(eq("s_suppkey", "l_suppkey"), eq("ps_suppkey", "l_suppkey"), eq("ps_partkey", "l_partkey"),
                        eq("p_partkey", "l_partkey"), eq("o_orderkey", "l_orderkey"), eq("s_nationkey", "n_nationkey"),
                        op("like", col("p_name"), lit("%green%"))))
                .groupBy(col("n_name")).agg(as(call("sum", revenue), "profit")));
        Written other = from("lineitem").select(as(col("l_orderkey"), "k2"), as(col("l_suppkey"), "s2"));
        Written late = from("lineitem").where(op(">", col("l_receiptdate"), col("l_commitdate")))
                .select(as(col("l_orderkey"), "k3"), as(col("l_suppkey"), "s3"));
        all.put("tpch-q21", from("supplier").cross(from("lineitem")).cross(from("orders")).cross(from("nation"))
                .where(and(eq("s_suppkey", "l_suppkey"), eq("o_orderkey", "l_orderkey"), op("=", col("o_orderstatus"), lit("F")),
                        op(">", col("l_receiptdate"), col("l_commitdate")), eq("s_nationkey", "n_nationkey"),
                        op("=", col("n_name"), lit("SAUDI ARABIA"))))
                .join(other, JoinType.SEMI, and(eq("k2", "l_orderkey"), op("!=", col("s2"), col("l_suppkey"))))
                .join(late, JoinType.ANTI, and(eq("k3", "l_orderkey"), op("!=", col("s3"), col("l_suppkey"))))
                .groupBy(col("s_name")).agg(as(call("count", star()), "numwait")).orderBy(desc(col("numwait"))).limit(100));
        UnresolvedExpr urgent = op("or", op("=", col("o_orderpriority"), lit("1-URGENT")), op("=", col("o_orderpriority"), lit("2-HIGH")));
        all.put("tpch-q12", from("orders").join(from("lineitem"), eq("o_orderkey", "l_orderkey"))
                .where(and(op("in", col("l_shipmode"), lit("MAIL"), lit("SHIP")), op("<", col("l_commitdate"), col("l_receiptdate")),
                        op("<", col("l_shipdate"), col("l_commitdate")), op(">=", col("l_receiptdate"), date("1994-01-01")),
                        op("<", col("l_receiptdate"), date("1995-01-01"))))
                .groupBy(col("l_shipmode"))
                .agg(as(call("sum", when(urgent, lit(1), lit(0))), "high_line_count"),
                        as(call("sum", when(op("not", urgent), lit(1), lit(0))), "low_line_count"))
                .orderBy(col("l_shipmode")));
        all.put("tpch-q13", from("customer")
                .join(from("orders"), JoinType.LEFT,
                        and(eq("c_custkey", "o_custkey"), op("not", op("like", col("o_comment"), lit("%special%requests%")))))
                .groupBy(col("c_custkey")).agg(as(call("count", col("o_orderkey")), "c_count")).groupBy(col("c_count"))
                .agg(as(call("count", star()), "custdist")).orderBy(desc(col("custdist")), desc(col("c_count"))));
        Written large = from("lineitem").groupBy(as(col("l_orderkey"), "k")).having(op(">", call("sum", col("l_quantity")), lit(300)),
                as(col("l_orderkey"), "k"));
        all.put("tpch-q18",
                from("customer").join(from("orders"), eq("c_custkey", "o_custkey")).join(from("lineitem"), eq("o_orderkey", "l_orderkey"))
                        .join(large, JoinType.SEMI, eq("o_orderkey", "k"))
                        .groupBy(col("c_name"), col("c_custkey"), col("o_orderkey"), col("o_orderdate"), col("o_totalprice"))
                        .agg(as(call("sum", col("l_quantity")), "qty")).orderBy(desc(col("o_totalprice")), asc(col("o_orderdate")))
                        .limit(100));
        UnresolvedExpr small =
                and(eq("p_partkey", "l_partkey"), op("=", col("p_brand"), lit("Brand#12")), op("<=", col("l_quantity"), lit(11)));
        UnresolvedExpr big =
                and(eq("p_partkey", "l_partkey"), op("=", col("p_brand"), lit("Brand#34")), op("<=", col("l_quantity"), lit(30)));
        all.put("tpch-q19", from("lineitem").cross(from("part")).where(op("or", small, big)).select(as(call("sum", revenue), "revenue")));
        all.put("distinct-count", from("orders").groupBy(col("o_orderpriority"))
                .agg(as(distinctCall("count", col("o_custkey")), "customers"), as(call("sum", col("o_totalprice")), "total"),
                        as(call("count", star()), "orders")));
        all.put("two-distinct-counts", from("orders").select(as(distinctCall("count", col("o_custkey")), "customers"),
                as(distinctCall("count", col("o_clerk")), "clerks")));
        all.put("self-join-broadcast", from("nation").as("a").join(from("nation").as("b"), eq("a.n_regionkey", "b.n_regionkey"))
                .where(op("=", col("a.n_name"), lit("PERU"))).select(col("b.n_name")));
        all.put("full-join",
                from("orders").join(from("lineitem"), JoinType.FULL, eq("o_orderkey", "l_orderkey")).select(call("count", star())));
        all.put("non-equi-join",
                from("supplier").join(from("nation"), op("<", col("s_nationkey"), col("n_nationkey"))).select(col("s_name"),
                        col("n_name")));
        all.put("outer-becomes-inner", from("supplier").join(from("nation"), JoinType.LEFT, eq("s_nationkey", "n_nationkey"))
                .where(op("=", col("n_name"), lit("PERU"))).select(col("s_name")));
        all.put("except-all",
                from("customer").select(col("c_nationkey")).set(Kind.EXCEPT, true, from("supplier").select(col("s_nationkey"))));
        all.put("intersect",
                from("customer").select(col("c_nationkey")).set(Kind.INTERSECT, false, from("supplier").select(col("s_nationkey"))));
        all.put("union-filter-limit", from("customer").select(as(col("c_name"), "name"), as(col("c_acctbal"), "balance"))
                .union(from("supplier").select(col("s_name"), col("s_acctbal"))).where(op(">", col("balance"), lit(0))).select(col("name"))
                .limit(5, 2));
        all.put("window", from("orders")
                .select(col("o_custkey"), col("o_orderkey"),
                        as(over(call("row_number"), List.of(col("o_custkey")), desc(col("o_totalprice"))), "place"))
                .where(and(op("<=", col("place"), lit(3)), op("<", col("o_custkey"), lit(100)))));
        all.put("rollup",
                from("lineitem").groupBy(col("l_returnflag"), col("l_linestatus")).sets(List.of(List.of(0, 1), List.of(0), List.of()),
                        col("l_returnflag"), col("l_linestatus"), as(call("count", star()), "n")));
        all.put("never-true", from("orders").where(op("=", lit(1), lit(2))).join(from("lineitem"), eq("o_orderkey", "l_orderkey"))
                .select(col("l_comment")));
        all.put("hinted", from("lineitem").join(from("orders").hint("broadcast"), eq("o_orderkey", "l_orderkey")).select(col("o_clerk"))
                .repartition(8, col("o_clerk")));
        all.put("top-with-offset", from("lineitem").orderBy(desc(col("l_extendedprice"))).limit(10, 5).select(col("l_orderkey")));
        all.put("order-all", from("orders").orderBy(asc(col("o_orderdate"))).select(col("o_orderkey")));
        all.put("distinct-on", from("orders").distinct("o_custkey").select(col("o_custkey"), col("o_clerk")));
        return all;
    }
}
