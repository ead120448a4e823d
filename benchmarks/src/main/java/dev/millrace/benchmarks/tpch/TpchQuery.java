package dev.millrace.benchmarks.tpch;

import static dev.millrace.api.Functions.avg;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.count;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.Functions.when;

import dev.millrace.api.Column;
import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;

/** Queries of TPC-H as a program writes them, and as SQL for another engine. */
public enum TpchQuery {

    Q1("""
            SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice), sum(l_extendedprice * (1 - l_discount)),
                   sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)), avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*)
            FROM lineitem WHERE l_shipdate <= DATE '1998-09-02'
            GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus""") {
        @Override
        public DataFrame of(Session session, Path data) {
            Column net = col("l_extendedprice").multiply(lit(1).minus(col("l_discount")));
            return session.read().parquet(data.resolve("lineitem").toString()).filter(col("l_shipdate").leq(lit(LocalDate.of(1998, 9, 2))))
                    .groupBy("l_returnflag", "l_linestatus")
                    .agg(sum("l_quantity").as("sum_qty"), sum("l_extendedprice").as("sum_base_price"), sum(net).as("sum_disc_price"),
                            sum(net.multiply(lit(1).plus(col("l_tax")))).as("sum_charge"), avg("l_quantity").as("avg_qty"),
                            avg("l_extendedprice").as("avg_price"), avg("l_discount").as("avg_disc"), count("*").as("count_order"))
                    .orderBy("l_returnflag", "l_linestatus");
        }
    },
    Q6("""
            SELECT sum(l_extendedprice * l_discount) FROM lineitem
            WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01'
                  AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24""") {
        @Override
        public DataFrame of(Session session, Path data) {
            return session.read().parquet(data.resolve("lineitem").toString())
                    .filter(col("l_shipdate").geq(lit(LocalDate.of(1994, 1, 1))).and(col("l_shipdate").lt(lit(LocalDate.of(1995, 1, 1))))
                            .and(col("l_discount").between(lit(new BigDecimal("0.05")), lit(new BigDecimal("0.07"))))
                            .and(col("l_quantity").lt(lit(24))))
                    .agg(sum(col("l_extendedprice").multiply(col("l_discount"))).as("revenue"));
        }
    },
    Q12("""
            SELECT l_shipmode, sum(CASE WHEN o_orderpriority = '1-URGENT' OR o_orderpriority = '2-HIGH' THEN 1 ELSE 0 END),
                   sum(CASE WHEN o_orderpriority <> '1-URGENT' AND o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END)
            FROM orders, lineitem
            WHERE o_orderkey = l_orderkey AND l_shipmode IN ('MAIL', 'SHIP') AND l_commitdate < l_receiptdate AND l_shipdate < l_commitdate
                  AND l_receiptdate >= DATE '1994-01-01' AND l_receiptdate < DATE '1995-01-01'
            GROUP BY l_shipmode ORDER BY l_shipmode""") {
        @Override
        public DataFrame of(Session session, Path data) {
            DataFrame orders = session.read().parquet(data.resolve("orders").toString());
            DataFrame items = session.read().parquet(data.resolve("lineitem").toString());
            Column priority = col("o_orderpriority");
            Column high = priority.equalTo(lit("1-URGENT")).or(priority.equalTo(lit("2-HIGH")));
            Column low = priority.notEqual(lit("1-URGENT")).and(priority.notEqual(lit("2-HIGH")));
            return orders.join(items, col("o_orderkey").equalTo(col("l_orderkey")))
                    .filter(col("l_shipmode").isin("MAIL", "SHIP").and(col("l_commitdate").lt(col("l_receiptdate")))
                            .and(col("l_shipdate").lt(col("l_commitdate"))).and(col("l_receiptdate").geq(lit(LocalDate.of(1994, 1, 1))))
                            .and(col("l_receiptdate").lt(lit(LocalDate.of(1995, 1, 1)))))
                    .groupBy("l_shipmode")
                    .agg(sum(when(high, 1).otherwise(0)).as("high_line_count"), sum(when(low, 1).otherwise(0)).as("low_line_count"))
                    .orderBy("l_shipmode");
        }
    };

    private final String sql;

    TpchQuery(String sql) {
        this.sql = sql;
    }

    /** The query over views named like the tables. */
    public String sql() {
        return sql;
    }

    /** @param data a folder with a folder for each table */
    public abstract DataFrame of(Session session, Path data);
}
