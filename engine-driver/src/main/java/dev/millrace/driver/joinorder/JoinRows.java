package dev.millrace.driver.joinorder;

import dev.millrace.driver.expression.References;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Estimated rows of every set of joined relations: they depend on the set alone, not on the order. */
final class JoinRows {

    private static final double LEAST_PART = 1e-9;

    private final List<Relation> relations;
    private final double[] alone;
    private final List<Factor> factors = new ArrayList<>();
    private final List<ClassValues> classes = new ArrayList<>();
    private final long[] neighbours;

    /** A part of rows that is left as soon as all these relations are there. */
    private record Factor(long relations, double part) {}

    /** Different values of a class of equal columns, by relation. */
    private record ClassValues(long relations, int[] relation, double[] values) {}

    JoinRows(List<Relation> relations, Conditions conditions, Statistics statistics) {
        this.relations = relations;
        this.alone = new double[relations.size()];
        this.neighbours = new long[relations.size()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = Math.max(1, statistics.of(relations.get(i).plan()).rows());
        }
        conditions.equalities().forEach(equality -> addClass(equality, statistics));
        addComposites(conditions.equalities(), statistics);
        for (Conditions.Other other : conditions.others()) {
            if (Long.bitCount(other.relations()) > 1) {
                addOther(other, conditions, statistics);
            }
        }
        for (int i = 0; i < alone.length; i++) {
            addDependent(i, statistics);
        }
    }

    private void addClass(Equality equality, Statistics statistics) {
        int count = Long.bitCount(equality.relations());
        int[] relation = new int[count];
        double[] values = new double[count];
        int next = 0;
        long seen = 0;
        for (Equality.Member member : equality.members()) {
            long bit = 1L << member.relation();
            if ((seen & bit) == 0) {
                relation[next] = member.relation();
                values[next++] = statistics.keyValues(member.column());
                seen |= bit;
            }
        }
        referTo(equality, relation, values, statistics);
        classes.add(new ClassValues(equality.relations(), relation, values));
        for (int one : relation) {
            neighbours[one] |= equality.relations() & ~(1L << one);
        }
    }

    /** Columns that refer to a key have no more values than it has. */
    private static void referTo(Equality equality, int[] relation, double[] values, Statistics statistics) {
        for (int i = 0; i < relation.length; i++) {
            for (int j = 0; j < relation.length; j++) {
                if (i != j && values[j] < values[i]
                        && statistics.refersTo(equality.in(relation[i]), equality.in(relation[j]))) {
                    values[i] = values[j];
                }
            }
        }
    }

    /** Two relations that share several keys meet on all of them together: more often than if the keys were independent. */
    private void addComposites(List<Equality> equalities, Statistics statistics) {
        Map<Long, List<Equality>> byPair = new HashMap<>();
        for (Equality equality : equalities) {
            for (int one = 0; one < alone.length; one++) {
                for (int other = one + 1; other < alone.length; other++) {
                    long pair = 1L << one | 1L << other;
                    if ((equality.relations() & pair) == pair) {
                        byPair.computeIfAbsent(pair, _ -> new ArrayList<>()).add(equality);
                    }
                }
            }
        }
        byPair.forEach((pair, shared) -> {
            if (shared.size() > 1) {
                int one = Long.numberOfTrailingZeros(pair);
                int other = 63 - Long.numberOfLeadingZeros(pair);
                List<Expr> conjuncts = new ArrayList<>();
                double apart = 1;
                for (Equality equality : shared) {
                    Compare equal = new Compare(Compare.Op.EQ, equality.in(one), equality.in(other));
                    conjuncts.add(equal);
                    apart *= rows(pair, classes.get(equalities.indexOf(equality)));
                }
                Set<Long> leftIds = References.ids(relations.get(one).plan().output());
                factors.add(new Factor(pair, statistics.selectivity(conjuncts, leftIds) / apart));
            }
        });
    }

    private void addOther(Conditions.Other other, Conditions conditions, Statistics statistics) {
        double part = statistics.selectivity(other.condition());
        for (Expr implied : other.implied()) {
            part = Math.min(1, part / Math.max(LEAST_PART, statistics.selectivity(implied)));
        }
        if (other.condition() instanceof Compare(var op, var left, var right) && op == Compare.Op.EQ) {
            long ofLeft = conditions.relations(left);
            long ofRight = conditions.relations(right);
            if (ofLeft != 0 && ofRight != 0 && (ofLeft & ofRight) == 0) {
                part = 1 / Math.max(statistics.keyValues(left), statistics.keyValues(right));
                if (Long.bitCount(ofLeft) == 1 && Long.bitCount(ofRight) == 1) {
                    neighbours[Long.numberOfTrailingZeros(ofLeft)] |= ofRight;
                    neighbours[Long.numberOfTrailingZeros(ofRight)] |= ofLeft;
                }
            }
        }
        factors.add(new Factor(other.relations(), part));
    }

    private void addDependent(int number, Statistics statistics) {
        Relation relation = relations.get(number);
        if (!relation.isInner()) {
            Set<Long> leftIds = new HashSet<>();
            for (Expr conjunct : relation.condition()) {
                leftIds.addAll(References.of(conjunct));
            }
            leftIds.removeAll(References.ids(relation.plan().output()));
            factors.add(new Factor(1L << number,
                    statistics.partKept(relation.type(), relation.condition(), leftIds, alone[number]) / alone[number]));
        }
    }

    /** Rows of one relation. */
    double ofOne(int number) {
        return alone[number];
    }

    /** Relations that have equal columns with one of these. */
    long neighbours(long some) {
        long all = 0;
        for (long rest = some; rest != 0; rest &= rest - 1) {
            all |= neighbours[Long.numberOfTrailingZeros(rest)];
        }
        return all & ~some;
    }

    double of(long set) {
        double rows = 1;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            rows *= alone[Long.numberOfTrailingZeros(rest)];
        }
        for (ClassValues values : classes) {
            rows *= rows(set, values);
        }
        for (Factor factor : factors) {
            if ((factor.relations() & set) == factor.relations()) {
                rows *= factor.part();
            }
        }
        return Math.max(1, rows);
    }

    /** Of all combinations of rows, the part with one value in all columns of the class: each but the smallest set of values divides. */
    private static double rows(long set, ClassValues values) {
        if (Long.bitCount(values.relations() & set) < 2) {
            return 1;
        }
        double smallest = Double.MAX_VALUE;
        double all = 1;
        for (int i = 0; i < values.relation().length; i++) {
            if ((set & 1L << values.relation()[i]) != 0) {
                smallest = Math.min(smallest, values.values()[i]);
                all *= values.values()[i];
            }
        }
        return smallest / all;
    }
}
