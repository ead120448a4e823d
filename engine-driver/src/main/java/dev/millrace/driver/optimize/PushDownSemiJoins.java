package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code SEMI(INNER(a, b), c) on a's columns → INNER(SEMI(a, c), b)}: a semi or anti join only filters, so it is best done early. */
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
        boolean filters = node instanceof Join join && (join.type() == JoinType.SEMI || join.type() == JoinType.ANTI);
        if (!filters || !determinism.of(((Join) node).condition())) {
            return node;
        }
        Join join = (Join) node;
        return switch (join.left()) {
            case Project(var input, var columns) when onlyPasses(columns) ->
                    new Project(filtered(input, join, References.substitute(join.condition(), References.definitions(columns))), columns);
            case Join inner when inner.type() == JoinType.INNER || inner.type() == JoinType.CROSS -> intoSide(join, inner);
            default -> node;
        };
    }

    private static LogicalPlan intoSide(Join join, Join inner) {
        Set<Long> used = new HashSet<>(References.of(join.condition()));
        used.removeAll(References.ids(join.right().output()));
        Set<Long> leftIds = References.ids(inner.left().output());
        Set<Long> rightIds = References.ids(inner.right().output());
        if (!used.isEmpty() && leftIds.containsAll(used)) {
            return inner.withChildren(List.of(filtered(inner.left(), join, join.condition()), inner.right()));
        }
        if (!used.isEmpty() && rightIds.containsAll(used)) {
            return inner.withChildren(List.of(inner.left(), filtered(inner.right(), join, join.condition())));
        }
        return join;
    }

    private static LogicalPlan filtered(LogicalPlan left, Join join, Expr condition) {
        return new Join(left, join.right(), join.type(), condition);
    }

    private static boolean onlyPasses(List<NamedExpr> columns) {
        for (NamedExpr column : columns) {
            if (!(column.expr() instanceof ColumnRef)) {
                return false;
            }
        }
        return true;
    }
}
