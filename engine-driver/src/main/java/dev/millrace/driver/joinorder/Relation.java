package dev.millrace.driver.joinorder;

import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.List;

/**
 * One of the inputs that are put in order.
 *
 * @param type      INNER, or how it is joined to rows of others: LEFT, SEMI, ANTI, NULL_AWARE_ANTI
 * @param condition of that join; none for INNER, whose conditions belong to the graph
 * @param required  the relations, as bits, that must have been joined before
 */
record Relation(LogicalPlan plan, JoinType type, List<Expr> condition, long required) {

    boolean isInner() {
        return type == JoinType.INNER;
    }

    Relation with(LogicalPlan changed) {
        return new Relation(changed, type, condition, required);
    }
}
