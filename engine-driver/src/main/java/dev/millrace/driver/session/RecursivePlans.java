package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.spi.QueryResult;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Computes recursive tables, a query for each step, and puts their rows in their place. */
final class RecursivePlans {

    private final Function<LogicalPlan, QueryResult> run;
    private final Map<LocalRows, LocalRows> known = new IdentityHashMap<>();
    private final int mostLevels;
    private final int mostRows;

    /** @param run runs a plan without recursive tables */
    RecursivePlans(Config config, Function<LogicalPlan, QueryResult> run) {
        this.run = run;
        this.mostLevels = config.get(ConfigKeys.RECURSION_LEVELS);
        this.mostRows = config.get(ConfigKeys.RECURSION_ROWS);
    }

    LogicalPlan substitute(LogicalPlan plan) {
        return substitute(plan, Long.MAX_VALUE);
    }

    /** @param wanted rows that are needed at most */
    private LogicalPlan substitute(LogicalPlan plan, long wanted) {
        if (plan instanceof RecursiveTable table) {
            LocalRows rows = known.get(table.before());
            if (rows == null) {
                rows = rows(table, wanted);
                if (wanted == Long.MAX_VALUE) {
                    known.put(table.before(), rows);
                }
            }
            return new LocalTable(rows, table.output());
        }
        long needed = switch (plan) {
            case Limit limit -> limit.limit() < 0 ? Long.MAX_VALUE : Math.min(wanted, limit.limit() + limit.offset());
            case Project _, SubqueryAlias _ -> wanted;
            default -> Long.MAX_VALUE;
        };
        List<LogicalPlan> children = plan.children();
        List<LogicalPlan> changed = new ArrayList<>(children.size());
        boolean same = true;
        for (LogicalPlan child : children) {
            LogicalPlan replaced = substitute(child, needed);
            same &= replaced == child;
            changed.add(replaced);
        }
        return same ? plan : plan.withChildren(changed);
    }

    private LocalRows rows(RecursiveTable table, long wanted) {
        List<Batch> all = new ArrayList<>();
        List<Batch> last = collect(table.anchor(), all);
        long count = count(all);
        for (int level = 1; !last.isEmpty() && count < wanted; level++) {
            if (level > mostLevels) {
                throw ErrorCondition.RECURSION_LEVEL_LIMIT_EXCEEDED.with("limit", mostLevels);
            }
            LocalRows before = new LocalRows(table.schema(), last);
            last = collect(table.step().rewrite(node -> node instanceof LocalTable(var rows, var output) && rows == table.before()
                    ? new LocalTable(before, output)
                    : node), all);
            count += count(last);
            if (count > mostRows) {
                throw ErrorCondition.RECURSION_ROW_LIMIT_EXCEEDED.with("limit", mostRows);
            }
        }
        return new LocalRows(table.schema(), all);
    }

    private List<Batch> collect(LogicalPlan plan, List<Batch> all) {
        List<Batch> batches = new ArrayList<>();
        try (QueryResult result = run.apply(substitute(plan))) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                if (batch.rows() > 0) {
                    batches.add(batch);
                }
            }
        }
        all.addAll(batches);
        return batches;
    }

    private static long count(List<Batch> batches) {
        long rows = 0;
        for (Batch batch : batches) {
            rows += batch.rows();
        }
        return rows;
    }
}
