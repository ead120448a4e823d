package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.Expr;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;

/**
 * {@code SEMI(Project(a), c) → Project(SEMI(a, c))}: a semi or anti join only filters, so it goes below what computes columns, to where
 * the order of joins is chosen.
 */
final class PushDownSemiJoins implements Rule.OfNode {

    private final Determinism determinism;

    PushDownSemiJoins(Determinism determinism) {
        this.determinism = determinism;
    }

    @Override
    public String name() {
        return "push_down_semi_joins";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean filters = node instanceof Join join && !join.type().givesRight();
        if (!filters || !determinism.of(((Join) node).condition())) {
            return node;
        }
        Join join = (Join) node;
        return join.left() instanceof Project(var input, var columns) && determinism.ofAll(columns)
                ? new Project(filtered(input, join, References.substitute(join.condition(), References.definitions(columns))), columns)
                : node;
    }

    private static LogicalPlan filtered(LogicalPlan left, Join join, Expr condition) {
        return new Join(left, join.right(), join.type(), condition);
    }
}
