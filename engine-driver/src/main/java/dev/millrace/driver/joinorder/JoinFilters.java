package dev.millrace.driver.joinorder;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Or;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Scan;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions on one relation, put on it: those of the graph, and those that hold for a column which is equal to one of its columns. */
final class JoinFilters {

    private final Conditions conditions;

    JoinFilters(Conditions conditions) {
        this.conditions = conditions;
    }

    List<Relation> applied(List<Relation> relations) {
        List<List<Expr>> more = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            more.add(new ArrayList<>());
        }
        for (Conditions.Other other : conditions.others()) {
            if (isOnOne(other, relations)) {
                more.get(Long.numberOfTrailingZeros(other.relations())).add(other.condition());
            }
        }
        conditions.others().removeIf(other -> isOnOne(other, relations));
        conditions.others().replaceAll(other -> other.withImplied(implied(other, relations, more)));
        for (Equality equality : conditions.equalities()) {
            equateWithin(equality, more);
            spread(equality, relations, more);
        }
        List<Relation> filtered = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            LogicalPlan plan = relations.get(i).plan();
            filtered.add(more.get(i).isEmpty() ? relations.get(i) : relations.get(i).with(new Filter(plan, Conjuncts.join(more.get(i)))));
        }
        return filtered;
    }

    /** {@code (a = 1 AND b = 2) OR (a = 3 AND b = 4)} over two relations also says {@code a = 1 OR a = 3} of the one. */
    private List<Expr> implied(Conditions.Other other, List<Relation> relations, List<List<Expr>> more) {
        if (!(other.condition() instanceof Or or)) {
            return List.of();
        }
        List<Expr> implied = new ArrayList<>();
        List<Expr> alternatives = new ArrayList<>();
        collect(or, alternatives);
        for (long rest = other.relations(); rest != 0; rest &= rest - 1) {
            int relation = Long.numberOfTrailingZeros(rest);
            Expr either = relations.get(relation).isInner() ? part(alternatives, 1L << relation) : null;
            if (either != null) {
                more.get(relation).add(either);
                implied.add(either);
            }
        }
        return implied;
    }

    private static void collect(Expr condition, List<Expr> alternatives) {
        if (condition instanceof Or(var left, var right)) {
            collect(left, alternatives);
            collect(right, alternatives);
        } else {
            alternatives.add(condition);
        }
    }

    /** What the alternatives say of one relation; null when one of them says nothing. */
    private @Nullable Expr part(List<Expr> alternatives, long relation) {
        Expr either = null;
        for (Expr alternative : alternatives) {
            List<Expr> of = new ArrayList<>();
            for (Expr conjunct : Conjuncts.of(alternative)) {
                if (conditions.relations(conjunct) == relation) {
                    of.add(conjunct);
                }
            }
            if (of.isEmpty()) {
                return null;
            }
            either = either == null ? Conjuncts.join(of) : new Or(either, Conjuncts.join(of));
        }
        return either;
    }

    private static boolean isOnOne(Conditions.Other other, List<Relation> relations) {
        return Long.bitCount(other.relations()) == 1 && relations.get(Long.numberOfTrailingZeros(other.relations())).isInner();
    }

    /** Two columns of one relation that are equal to the same column of another. */
    private static void equateWithin(Equality equality, List<List<Expr>> more) {
        long seen = 0;
        for (Equality.Member member : equality.members()) {
            if ((seen & 1L << member.relation()) != 0) {
                more.get(member.relation()).add(new Compare(Compare.Op.EQ, equality.in(member.relation()), member.column()));
            }
            seen |= 1L << member.relation();
        }
    }

    private static void spread(Equality equality, List<Relation> relations, List<List<Expr>> more) {
        for (Equality.Member from : equality.members()) {
            if (equalMeansSame(from.column().type())) {
                for (Expr conjunct : known(relations.get(from.relation()).plan(), more.get(from.relation()))) {
                    Set<Long> ids = References.of(conjunct);
                    if (ids.size() == 1 && ids.contains(from.column().id())) {
                        spread(conjunct, from.column(), equality, relations, more);
                    }
                }
            }
        }
    }

    private static void spread(Expr conjunct, ColumnRef from, Equality equality, List<Relation> relations, List<List<Expr>> more) {
        for (Equality.Member to : equality.members()) {
            Expr translated = References.substitute(conjunct, Map.of(from.id(), to.column()));
            List<Expr> there = known(relations.get(to.relation()).plan(), more.get(to.relation()));
            if (to.column().id() != from.id() && !Sameness.contains(there, translated)) {
                more.get(to.relation()).add(translated);
            }
        }
    }

    /** Not for floating point: 0.0 equals -0.0, but their texts differ. */
    private static boolean equalMeansSame(DataType type) {
        return !(type instanceof DataType.DoubleType) && !(type instanceof DataType.FloatType) && !type.isNested();
    }

    private static List<Expr> known(LogicalPlan plan, List<Expr> more) {
        List<Expr> all = new ArrayList<>(more);
        LogicalPlan current = plan;
        while (true) {
            switch (current) {
                case Scan scan -> {
                    all.addAll(scan.filters());
                    return all;
                }
                case Filter(var input, var condition) -> {
                    all.addAll(Conjuncts.of(condition));
                    current = input;
                }
                case Project(var input, var _) -> current = input;
                default -> {
                    return all;
                }
            }
        }
    }
}
