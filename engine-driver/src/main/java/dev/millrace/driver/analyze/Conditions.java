package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A condition of WHERE, HAVING or QUALIFY with its subqueries. EXISTS and IN between its ANDs become joins that keep or drop rows. */
final class Conditions {

    private final ExpressionResolver resolver;
    private final Subqueries subqueries;
    private final List<Expr> plain = new ArrayList<>();
    private final List<Expr> embedding = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    /** Rows are kept by whether the plan has a row that meets the condition. */
    private record Kept(LogicalPlan plan, JoinType type, Expr condition) {}

    /** @param resolver for this condition only */
    Conditions(UnresolvedExpr condition, ExpressionResolver resolver) {
        this.resolver = resolver;
        this.subqueries = resolver.subqueries();
        add(condition);
    }

    private void add(UnresolvedExpr part) {
        switch (part) {
            case UnresolvedCall call when call.name().equals("and") && call.arguments().size() == 2 -> {
                add(call.arguments().get(0));
                add(call.arguments().get(1));
            }
            case UnresolvedCall call when call.name().equals("not") && call.arguments().size() == 1
                    && call.arguments().getFirst() instanceof UnresolvedSubquery subquery && isTest(subquery) -> drop(subquery);
            case UnresolvedSubquery subquery when isTest(subquery) -> keep(subquery);
            default -> {
                int before = subqueries.size();
                Expr condition = resolver.condition(part);
                (subqueries.size() == before ? plain : embedding).add(condition);
            }
        }
    }

    private static boolean isTest(UnresolvedSubquery subquery) {
        return switch (subquery.kind()) {
            case SCALAR -> false;
            case EXISTS, IN -> true;
        };
    }

    private void keep(UnresolvedSubquery subquery) {
        LogicalPlan plan = subqueries.analyzed(subquery, resolver);
        kept.add(new Kept(plan, JoinType.SEMI, test(subquery, plan)));
    }

    private void drop(UnresolvedSubquery subquery) {
        LogicalPlan plan = subqueries.analyzed(subquery, resolver);
        Expr condition = test(subquery, plan);
        boolean certain = !condition.nullable();
        boolean aware = !certain && condition instanceof Compare && Correlation.of(plan).isEmpty();
        if (certain || aware) {
            kept.add(new Kept(plan, certain ? JoinType.ANTI : JoinType.NULL_AWARE_ANTI, condition));
        } else {
            Expr notFalse = new Call("coalesce", List.of(condition, Literal.TRUE), DataType.BOOLEAN, false);
            kept.add(new Kept(plan, JoinType.ANTI, notFalse));
        }
    }

    private Expr test(UnresolvedSubquery subquery, LogicalPlan plan) {
        return switch (subquery.kind()) {
            case IN -> subqueries.membership(subquery, plan, resolver);
            case SCALAR, EXISTS -> Literal.TRUE;
        };
    }

    /** The rows of {@code input} that meet the condition; {@code mapping} is applied to what the condition uses of it. */
    LogicalPlan over(LogicalPlan input, UnaryOperator<Expr> mapping) {
        LogicalPlan over = filtered(input, plain, mapping);
        over = filtered(subqueries.over(over, mapping), embedding, mapping);
        for (Kept test : kept) {
            LogicalPlan right = Subqueries.mapped(test.plan(), mapping);
            Expr condition = mapping.apply(test.condition());
            over = Correlation.of(right).isEmpty()
                    ? new Join(over, right, test.type(), condition)
                    : new DependentJoin(over, right, test.type(), condition);
        }
        return HiddenColumns.Resolved.restore(over, input);
    }

    private static LogicalPlan filtered(LogicalPlan input, List<Expr> conditions, UnaryOperator<Expr> mapping) {
        return conditions.isEmpty() ? input : new Filter(input, mapping.apply(Conjuncts.join(conditions)));
    }
}
