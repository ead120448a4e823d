package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.spi.Table;
import java.util.List;

/**
 * Reads a table of a data source.
 *
 * @param table   planning face of what is read; compared by identity
 * @param columns for each output the column's position in {@code table.schema()}
 * @param output  columns that are read
 * @param filters conjuncts over {@code output} that the scan applies exactly; the optimizer puts them here
 * @param limit   rows after which the scan may stop in each partition, or -1
 */
public record Scan(Table table, List<Integer> columns, List<Attribute> output, List<Expr> filters, long limit) implements LogicalPlan {

    public Scan {
        columns = List.copyOf(columns);
        output = List.copyOf(output);
        filters = List.copyOf(filters);
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of();
    }

    @Override
    public Scan withChildren(List<LogicalPlan> children) {
        return this;
    }
}
