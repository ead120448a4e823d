package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import java.util.List;

/**
 * A join whose right side may use columns of the left one: for each left row the right side is computed anew. Columns and condition are
 * those of {@link Join}. INNER, LEFT, CROSS, SEMI, ANTI or NULL_AWARE_ANTI.
 *
 * <p>The analyzer makes it of correlated subqueries and LATERAL; unnesting, the first step of optimization, removes it always.
 */
public record DependentJoin(LogicalPlan left, LogicalPlan right, JoinType type, Expr condition) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        return new Join(left, right, type, condition).output();
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public DependentJoin withChildren(List<LogicalPlan> children) {
        return new DependentJoin(children.get(0), children.get(1), type, condition);
    }
}
