package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.Set;

/** {@code Filter(LEFT JOIN) → Filter(INNER JOIN)} when the filter lets no padded row pass; likewise RIGHT, and FULL on either side. */
final class EliminateOuterJoin implements Rule.OfNode {

    @Override
    public String name() {
        return "eliminate_outer_join";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof Filter(Join join, var condition)) || (!join.type().padsLeft() && !join.type().padsRight())) {
            return node;
        }
        boolean leftNeeded = false;
        boolean rightNeeded = false;
        Set<Long> leftIds = References.ids(join.left().output());
        Set<Long> rightIds = References.ids(join.right().output());
        for (Expr conjunct : Conjuncts.of(condition)) {
            leftNeeded |= rejectsNulls(conjunct, leftIds);
            rightNeeded |= rejectsNulls(conjunct, rightIds);
        }
        JoinType type = without(join.type(), leftNeeded, rightNeeded);
        return type == join.type() ? node : new Filter(new Join(join.left(), join.right(), type, join.condition()), condition);
    }

    private static JoinType without(JoinType type, boolean leftNeeded, boolean rightNeeded) {
        return switch (type) {
            case LEFT -> rightNeeded ? JoinType.INNER : type;
            case RIGHT -> leftNeeded ? JoinType.INNER : type;
            case FULL -> leftNeeded && rightNeeded ? JoinType.INNER : leftNeeded ? JoinType.LEFT : rightNeeded ? JoinType.RIGHT : type;
            case INNER, CROSS, SEMI, ANTI, NULL_AWARE_ANTI -> type;
        };
    }

    /** True when the condition is not true for a row whose columns {@code ids} are all null. */
    private static boolean rejectsNulls(Expr condition, Set<Long> ids) {
        return switch (condition) {
            case And(var left, var right) -> rejectsNulls(left, ids) || rejectsNulls(right, ids);
            case Or(var left, var right) -> rejectsNulls(left, ids) && rejectsNulls(right, ids);
            case Not(IsNull(var input)) -> isNullWith(input, ids);
            case Not(Compare compare) -> rejectsNulls(compare, ids);
            case Compare(var op, var left, var right) -> op != Compare.Op.NULL_SAFE_EQ && (isNullWith(left, ids) || isNullWith(right, ids));
            case InList(var input, var _) -> isNullWith(input, ids);
            default -> isNullWith(condition, ids);
        };
    }

    /** True when the expression is null as soon as the columns are. */
    private static boolean isNullWith(Expr expr, Set<Long> ids) {
        return switch (expr) {
            case ColumnRef(var attribute) -> ids.contains(attribute.id());
            case Cast(var input, var _, var _) -> isNullWith(input, ids);
            case Arithmetic arithmetic -> isNullWith(arithmetic.left(), ids) || isNullWith(arithmetic.right(), ids);
            default -> false;
        };
    }
}
