package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Reads splits of a table.
 *
 * @param columns positions in {@code tableSchema} of the columns that are read
 * @param schema  the columns that are read
 * @param filters conjuncts over {@code schema} that are applied exactly
 * @param limit   rows after which a partition may stop, or -1
 * @param splits  what each partition reads
 */
public record ScanExec(SourceSpec source, Schema tableSchema, List<Integer> columns, Schema schema, List<Expr> filters, long limit,
        List<List<Split>> splits) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of();
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return this;
    }

    @Override
    public int partitions() {
        return splits.size();
    }
}
