package dev.millrace.driver.optimize;

import dev.millrace.driver.joinorder.JoinGraph;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** {@code (a JOIN b) JOIN c → a JOIN (b JOIN c)} and all other orders: the one that is thought to handle the fewest rows. */
final class ReorderJoins implements Rule {

    private static final int FEWEST_RELATIONS = 2;

    private final Determinism determinism;

    ReorderJoins(Determinism determinism) {
        this.determinism = determinism;
    }

    @Override
    public String name() {
        return "reorder_joins";
    }

    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        return rewrite(plan, new Statistics());
    }

    private LogicalPlan rewrite(LogicalPlan plan, Statistics statistics) {
        if (JoinGraph.isJoined(plan)) {
            JoinGraph graph = JoinGraph.of(plan, determinism::of);
            if (graph.size() >= FEWEST_RELATIONS) {
                return graph.reordered(plan.output(), statistics, relation -> inside(relation, statistics));
            }
        }
        return inside(plan, statistics);
    }

    private LogicalPlan inside(LogicalPlan plan, Statistics statistics) {
        List<LogicalPlan> before = plan.children();
        List<LogicalPlan> changed = new ArrayList<>(before.size());
        boolean same = true;
        for (LogicalPlan child : before) {
            LogicalPlan rewritten = rewrite(child, statistics);
            same &= rewritten == child;
            changed.add(rewritten);
        }
        return same ? plan : plan.withChildren(changed);
    }
}
