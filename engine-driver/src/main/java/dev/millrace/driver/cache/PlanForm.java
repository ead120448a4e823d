package dev.millrace.driver.cache;

import dev.millrace.driver.analyze.Renumbering;
import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * A plan without what differs between two uses of it: its name, the ids of its columns, and which object stands for a table. Plans
 * with equal forms
 * give the same rows.
 */
record PlanForm(LogicalPlan plan) {

    static PlanForm of(LogicalPlan plan) {
        return new PlanForm(Renumbering.canonical(plan).rewrite(PlanForm::withoutIdentity));
    }

    /** The plan below its names. */
    static LogicalPlan unnamed(LogicalPlan plan) {
        LogicalPlan below = plan;
        while (below instanceof SubqueryAlias(var input, var _)) {
            below = input;
        }
        return below;
    }

    private static LogicalPlan withoutIdentity(LogicalPlan node) {
        if (node instanceof SubqueryAlias(var input, var _)) {
            return input;
        }
        if (node instanceof Scan(var table, var columns, var output, var filters, var limit) && !(table instanceof CachedTable)) {
            return new Scan(new TableForm(table.source(), table.schema(), table.statistics()), columns, output, filters, limit);
        }
        return node;
    }

    /** A table that has not changed is told by what is known of its files. */
    private record TableForm(SourceSpec source, Schema schema, TableStatistics statistics) implements Table {

        @Override
        public List<Split> splits(List<Expr> filters, long targetBytes) {
            return List.of();
        }

        @Override
        public String describe() {
            return source.format();
        }
    }
}
