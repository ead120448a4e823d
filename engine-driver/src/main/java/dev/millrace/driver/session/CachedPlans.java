package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.QueryResult;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Plans whose rows are kept: run when a query first needs them, then replaced by their rows wherever they stand. */
final class CachedPlans {

    private final Map<LogicalPlan, Entry> entries = new IdentityHashMap<>();

    private static final class Entry {
        private LocalRows rows = new LocalRows(Schema.EMPTY, List.of());
        private boolean filled;
    }

    synchronized void add(LogicalPlan plan) {
        entries.putIfAbsent(plan, new Entry());
    }

    synchronized void remove(LogicalPlan plan) {
        entries.remove(plan);
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized boolean contains(LogicalPlan plan) {
        return entries.containsKey(plan);
    }

    /** The plan with every cached part replaced by its rows; {@code run} runs a part that has none yet. */
    LogicalPlan substitute(LogicalPlan plan, Function<LogicalPlan, QueryResult> run) {
        Entry entry;
        synchronized (this) {
            if (entries.isEmpty()) {
                return plan;
            }
            entry = entries.get(plan);
        }
        List<LogicalPlan> children = plan.children();
        List<LogicalPlan> changed = new ArrayList<>(children.size());
        boolean same = true;
        if (entry == null) {
            for (LogicalPlan child : children) {
                LogicalPlan replaced = substitute(child, run);
                same &= replaced == child;
                changed.add(replaced);
            }
            return same ? plan : plan.withChildren(changed);
        }
        synchronized (entry) {
            if (!entry.filled) {
                entry.rows = collect(plan, run);
                entry.filled = true;
            }
            return new LocalTable(entry.rows, plan.output());
        }
    }

    private static LocalRows collect(LogicalPlan plan, Function<LogicalPlan, QueryResult> run) {
        List<Batch> batches = new ArrayList<>();
        try (QueryResult result = run.apply(plan)) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                batches.add(batch);
            }
        }
        return new LocalRows(plan.schema(), batches);
    }
}
