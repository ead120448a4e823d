package dev.millrace.driver.joinorder;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold between relations: columns that are equal, in classes, so that {@code a = b} and {@code b = c} also join a with c; and all
 * other conditions, each with the relations that it looks at.
 */
final class Conditions {

    private final Map<Long, Integer> relationOf = new HashMap<>();
    private final List<Equality> equalities = new ArrayList<>();
    private final List<Other> others = new ArrayList<>();

    /**
     * @param relations as bits
     * @param implied   what it says of single relations, which has been put on them
     */
    record Other(Expr condition, long relations, List<Expr> implied) {

        Other withImplied(List<Expr> parts) {
            return new Other(condition, relations, parts);
        }
    }

    Conditions(List<Relation> relations) {
        for (int i = 0; i < relations.size(); i++) {
            if (relations.get(i).type().givesRight()) {
                for (long id : References.ids(relations.get(i).plan().output())) {
                    relationOf.putIfAbsent(id, i);
                }
            }
        }
    }

    void add(Expr conjunct, List<Relation> relations) {
        if (conjunct instanceof Compare(var op, ColumnRef one, ColumnRef other) && op == Compare.Op.EQ) {
            int left = relationOf.getOrDefault(one.id(), -1);
            int right = relationOf.getOrDefault(other.id(), -1);
            boolean joins = left >= 0 && right >= 0 && left != right && relations.get(left).isInner() && relations.get(right).isInner();
            if (joins) {
                unite(one, left, other, right);
                return;
            }
        }
        others.add(new Other(conjunct, relations(conjunct), List.of()));
    }

    private void unite(ColumnRef one, int left, ColumnRef other, int right) {
        Equality ofOne = null;
        Equality ofOther = null;
        for (Equality equality : equalities) {
            ofOne = equality.contains(one.id()) ? equality : ofOne;
            ofOther = equality.contains(other.id()) ? equality : ofOther;
        }
        Equality united = ofOne != null ? ofOne : ofOther;
        if (united == null) {
            united = new Equality();
            equalities.add(united);
        }
        united.add(one, left);
        united.add(other, right);
        if (ofOther != null && ofOther != united) {
            united.addAll(ofOther);
            equalities.remove(ofOther);
        }
    }

    /** The relations that an expression looks at, as bits. */
    long relations(Expr expr) {
        long relations = 0;
        for (long id : References.of(expr)) {
            Integer relation = relationOf.get(id);
            relations |= relation == null ? 0 : 1L << relation;
        }
        return relations;
    }

    List<Equality> equalities() {
        return equalities;
    }

    List<Other> others() {
        return others;
    }
}
