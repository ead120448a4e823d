package dev.millrace.driver.joinorder;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/** Makes the plan of an order: each condition at the first join that has all its columns, and one equality of each class. */
final class JoinAssembly {

    private final List<Relation> relations;
    private final Conditions conditions;
    private final JoinRows rows;

    JoinAssembly(List<Relation> relations, Conditions conditions, JoinRows rows) {
        this.relations = relations;
        this.conditions = conditions;
        this.rows = rows;
    }

    LogicalPlan plan(JoinTree tree) {
        LogicalPlan joined = joined(tree);
        List<Expr> constant = new ArrayList<>();
        for (Conditions.Other other : conditions.others()) {
            if (other.relations() == 0) {
                constant.add(other.condition());
            }
        }
        return constant.isEmpty() ? joined : new Filter(joined, Conjuncts.join(constant));
    }

    private LogicalPlan joined(JoinTree tree) {
        return switch (tree) {
            case JoinTree.Leaf(int number) -> relations.get(number).plan();
            case JoinTree.Pair pair -> joined(pair);
        };
    }

    private LogicalPlan joined(JoinTree.Pair pair) {
        LogicalPlan left = joined(pair.left());
        LogicalPlan right = joined(pair.right());
        long ofLeft = pair.left().relations();
        long ofRight = pair.right().relations();
        boolean dependent = pair.right() instanceof JoinTree.Leaf(int number) && !relations.get(number).isInner();
        List<Expr> between = between(ofLeft, ofRight, dependent);
        if (dependent) {
            int number = Long.numberOfTrailingZeros(ofRight);
            Relation relation = relations.get(number);
            Join join = new Join(left, right, relation.type(), Conjuncts.join(relation.condition()));
            return between.isEmpty() ? join : new Filter(join, Conjuncts.join(between));
        }
        return new Join(left, right, between.isEmpty() ? JoinType.CROSS : JoinType.INNER, Conjuncts.join(between));
    }

    /** Conditions that can be decided now and could not before; those on padded columns alone can not be decided before they are padded. */
    private List<Expr> between(long ofLeft, long ofRight, boolean dependent) {
        List<Expr> between = new ArrayList<>();
        for (Equality equality : conditions.equalities()) {
            if (equality.connects(ofLeft, ofRight)) {
                between.add(new Compare(Compare.Op.EQ, largest(equality, ofLeft), largest(equality, ofRight)));
            }
        }
        long both = ofLeft | ofRight;
        for (Conditions.Other other : conditions.others()) {
            long needed = other.relations();
            boolean before = (needed & ofLeft) == needed || (!dependent && (needed & ofRight) == needed);
            if ((needed & both) == needed && !before) {
                between.add(other.condition());
            }
        }
        return between;
    }

    /** The column of the largest relation: the values of the other side will filter it while it is read. */
    private ColumnRef largest(Equality equality, long side) {
        Equality.Member largest = null;
        for (Equality.Member member : equality.members()) {
            boolean here = (side & 1L << member.relation()) != 0;
            if (here && (largest == null || rows.ofOne(member.relation()) > rows.ofOne(largest.relation()))) {
                largest = member;
            }
        }
        if (largest == null) {
            throw new IllegalArgumentException("no column on this side");
        }
        return largest.column();
    }
}
