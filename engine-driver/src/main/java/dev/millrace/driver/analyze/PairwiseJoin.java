package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Union;
import java.util.ArrayList;
import java.util.List;

/**
 * A join whose condition has subqueries over both sides: {@code l LEFT JOIN r ON EXISTS (… l.a … r.b …)} is {@code l LEFT JOIN LATERAL
 * (SELECT * FROM r WHERE EXISTS (…))}.
 *
 * @param condition over both sides and the columns of the subqueries
 */
record PairwiseJoin(LogicalPlan left, LogicalPlan right, Expr condition, Subqueries subqueries) {

    LogicalPlan of(JoinType type, AttributeIds ids) {
        return switch (type) {
            case INNER, CROSS, LEFT, SEMI, ANTI -> dependent(left, right, type);
            case RIGHT -> new Project(dependent(right, left, JoinType.LEFT), passed(new Join(left, right, type, condition).output()));
            case FULL -> full(ids);
            case NULL_AWARE_ANTI -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "A null-aware join has no condition of its own.");
        };
    }

    private LogicalPlan dependent(LogicalPlan one, LogicalPlan other, JoinType type) {
        LogicalPlan matching = new Filter(subqueries.over(other), condition);
        return new DependentJoin(one, new Project(matching, passed(other.output())), type, Literal.TRUE);
    }

    /** What a left join gives, and the right rows that match nothing. */
    private LogicalPlan full(AttributeIds ids) {
        List<NamedExpr> columns = new ArrayList<>();
        left.output().forEach(attribute -> columns.add(new NamedExpr(attribute.withNullable(true), Literal.ofNull(attribute.type()))));
        columns.addAll(passed(right.output()));
        LogicalPlan alone = Renumbering.fresh(new Project(dependent(right, left, JoinType.ANTI), columns), ids);
        return new Union(List.of(dependent(left, right, JoinType.LEFT), alone), new Join(left, right, JoinType.FULL, condition).output());
    }

    private static List<NamedExpr> passed(List<Attribute> attributes) {
        return attributes.stream().map(NamedExpr::of).toList();
    }
}
