package dev.millrace.spi;

import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.types.Schema;
import java.util.List;

/** Planning face of one table: schema, statistics, splits. Immutable; what it found when it was opened. */
public interface Table {

    SourceSpec source();

    /** All columns, partition columns last. */
    Schema schema();

    TableStatistics statistics();

    /**
     * Cuts the table into pieces that tasks read, leaving out what cannot hold a matching row.
     *
     * @param filters     conjuncts over {@code schema()} by {@code InputRef}; may be used to prune, need not
     * @param targetBytes wanted size of a split in bytes of file
     */
    List<Split> splits(List<Expr> filters, long targetBytes);

    /** A few words for EXPLAIN: {@code parquet trips/*.parquet}. */
    String describe();
}
