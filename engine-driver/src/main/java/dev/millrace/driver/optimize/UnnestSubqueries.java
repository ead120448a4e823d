package dev.millrace.driver.optimize;

import dev.millrace.driver.unnest.Unnesting;
import dev.millrace.plan.logical.LogicalPlan;

/** {@code DependentJoin(x, y), MarkJoin(x, y) → plain joins}. */
final class UnnestSubqueries implements Rule {

    private final Unnesting unnesting;

    UnnestSubqueries(Unnesting unnesting) {
        this.unnesting = unnesting;
    }

    @Override
    public String name() {
        return "unnest_subqueries";
    }

    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        return unnesting.rewrite(plan);
    }
}
