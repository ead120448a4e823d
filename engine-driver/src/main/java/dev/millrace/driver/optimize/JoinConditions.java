package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sorts conditions over and in a join by the side that they are about, as far as the type of the join allows. */
final class JoinConditions {

    private final Determinism determinism;

    JoinConditions(Determinism determinism) {
        this.determinism = determinism;
    }

    /** A filter over a join: conjuncts on a side that is never padded go below it, and for inner joins the others into its condition. */
    LogicalPlan pushThrough(LogicalPlan whole, Join join, Expr condition) {
        Set<Long> leftIds = References.ids(join.left().output());
        Set<Long> rightIds = References.ids(join.right().output());
        List<Expr> left = new ArrayList<>();
        List<Expr> right = new ArrayList<>();
        List<Expr> inside = new ArrayList<>();
        List<Expr> above = new ArrayList<>();
        boolean inner = join.type() == JoinType.INNER || join.type() == JoinType.CROSS;
        for (Expr conjunct : Conjuncts.of(condition)) {
            if (!determinism.of(conjunct)) {
                above.add(conjunct);
            } else if (!join.type().padsLeft() && References.within(conjunct, leftIds)) {
                left.add(conjunct);
            } else if (join.type().givesRight() && !join.type().padsRight() && References.within(conjunct, rightIds)) {
                right.add(conjunct);
            } else if (inner) {
                inside.add(conjunct);
            } else {
                above.add(conjunct);
            }
        }
        if (left.isEmpty() && right.isEmpty() && inside.isEmpty()) {
            return whole;
        }
        inside.addAll(0, Conjuncts.of(join.condition()));
        JoinType type = join.type() == JoinType.CROSS && !inside.isEmpty() ? JoinType.INNER : join.type();
        Join lower = new Join(filtered(join.left(), left), filtered(join.right(), right), type, Conjuncts.join(inside));
        return above.isEmpty() ? lower : new Filter(lower, Conjuncts.join(above));
    }

    /** Conjuncts of the join's own condition that are about one side only and need not see the other. */
    LogicalPlan pushIntoSides(Join join) {
        Set<Long> leftIds = References.ids(join.left().output());
        Set<Long> rightIds = References.ids(join.right().output());
        List<Expr> left = new ArrayList<>();
        List<Expr> right = new ArrayList<>();
        List<Expr> kept = new ArrayList<>();
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            boolean moves = determinism.of(conjunct) && !References.of(conjunct).isEmpty();
            if (moves && filtersLeft(join.type()) && References.within(conjunct, leftIds)) {
                left.add(conjunct);
            } else if (moves && filtersRight(join.type()) && References.within(conjunct, rightIds)) {
                right.add(conjunct);
            } else {
                kept.add(conjunct);
            }
        }
        if (left.isEmpty() && right.isEmpty()) {
            return join;
        }
        JoinType type = join.type() == JoinType.INNER && kept.isEmpty() ? JoinType.CROSS : join.type();
        return new Join(filtered(join.left(), left), filtered(join.right(), right), type, Conjuncts.join(kept));
    }

    /** A left row that fails the condition is not in the result. */
    private static boolean filtersLeft(JoinType type) {
        return switch (type) {
            case INNER, CROSS, RIGHT, SEMI -> true;
            case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> false;
        };
    }

    private static boolean filtersRight(JoinType type) {
        return switch (type) {
            case INNER, CROSS, LEFT, SEMI, ANTI -> true;
            case RIGHT, FULL, NULL_AWARE_ANTI -> false;
        };
    }

    private static LogicalPlan filtered(LogicalPlan plan, List<Expr> conjuncts) {
        return conjuncts.isEmpty() ? plan : new Filter(plan, Conjuncts.join(conjuncts));
    }
}
