package dev.millrace.driver.optimize;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** {@code Distinct(x) → Aggregate(x, all columns)}. */
final class DistinctToAggregate implements Rule.OfNode {

    @Override
    public String name() {
        return "distinct_to_aggregate";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return node instanceof Distinct(var input) ? over(input) : node;
    }

    static Aggregate over(LogicalPlan input) {
        List<NamedExpr> groupings = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            groupings.add(NamedExpr.of(attribute));
        }
        return new Aggregate(input, groupings, List.of());
    }
}
