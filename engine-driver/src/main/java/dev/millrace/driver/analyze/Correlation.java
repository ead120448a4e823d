package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.References;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of other queries a plan uses. */
final class Correlation {

    private Correlation() {}

    /** Ids of columns that expressions of the plan refer to and that no node of it makes. */
    static Set<Long> of(LogicalPlan plan) {
        Set<Long> ids = new TreeSet<>();
        PlanMapping.of(plan, attribute -> attribute, expr -> {
            References.collect(expr, ids);
            return expr;
        });
        ids.removeAll(Renumbering.made(plan));
        return ids;
    }
}
