package dev.millrace.driver.statistics;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of all pairs of rows that a join's condition lets pass. A key meets as many partners as there are rows for each of the larger
 * side's values, unless one side looks like the table that the other refers to: then it meets one. Several keys between the same two
 * tables are one composite key.
 */
final class JoinSelectivity {

    private final Function<Expr, ColumnEstimate> columns;
    private final Function<Expr, Double> conditions;

    /**
     * @param columns    what is known of a key
     * @param conditions part that passes a condition which is no key
     */
    JoinSelectivity(Function<Expr, ColumnEstimate> columns, Function<Expr, Double> conditions) {
        this.columns = columns;
        this.conditions = conditions;
    }

    /** The two sides of an equality that a join can hash. */
    record Key(ColumnEstimate left, ColumnEstimate right) {}

    private record Origins(int left, int right) {}

    double of(List<Expr> conjuncts, Set<Long> leftIds) {
        double part = 1;
        for (List<Key> keys : keys(conjuncts, leftIds)) {
            part /= values(keys);
        }
        for (Expr conjunct : conjuncts) {
            if (!isKey(conjunct, leftIds)) {
                part *= conditions.apply(conjunct);
            }
        }
        return part;
    }

    /** Keys of the condition, those between the same two tables together. */
    List<List<Key>> keys(List<Expr> conjuncts, Set<Long> leftIds) {
        Map<Origins, List<Key>> byOrigins = new LinkedHashMap<>();
        for (Expr conjunct : conjuncts) {
            if (isKey(conjunct, leftIds)) {
                Compare compare = (Compare) conjunct;
                boolean straight = References.within(compare.left(), leftIds);
                ColumnEstimate left = columns.apply(straight ? compare.left() : compare.right());
                ColumnEstimate right = columns.apply(straight ? compare.right() : compare.left());
                byOrigins.computeIfAbsent(new Origins(left.origin(), right.origin()), _ -> new ArrayList<>()).add(new Key(left, right));
            }
        }
        return List.copyOf(byOrigins.values());
    }

    private static boolean isKey(Expr conjunct, Set<Long> leftIds) {
        if (!(conjunct instanceof Compare(var op, var one, var other)) || (op != Compare.Op.EQ && op != Compare.Op.NULL_SAFE_EQ)) {
            return false;
        }
        Set<Long> ofOne = References.of(one);
        Set<Long> ofOther = References.of(other);
        if (ofOne.isEmpty() || ofOther.isEmpty()) {
            return false;
        }
        boolean oneIsLeft = leftIds.containsAll(ofOne);
        boolean otherIsLeft = leftIds.containsAll(ofOther);
        return oneIsLeft != otherIsLeft
                && (oneIsLeft ? ofOther : ofOne).stream().noneMatch(leftIds::contains);
    }

    /** Different values of keys between two tables, of which each row of one side meets one. */
    static double values(List<Key> keys) {
        double left = 1;
        double right = 1;
        boolean mayRefer = true;
        for (Key key : keys) {
            left *= key.left().keyValues();
            right *= key.right().keyValues();
        }
        ColumnEstimate one = keys.getFirst().left();
        ColumnEstimate other = keys.getFirst().right();
        boolean leftIsKey = left >= one.rows() * 0.9 && one.rows() <= other.rows();
        boolean rightIsKey = right >= other.rows() * 0.9 && other.rows() <= one.rows();
        for (Key key : keys) {
            mayRefer &= keys.size() > 1 || (leftIsKey ? key.left().covers(key.right()) : key.right().covers(key.left()));
        }
        left = Math.min(left, Math.max(1, one.rows()));
        right = Math.min(right, Math.max(1, other.rows()));
        if (mayRefer && (leftIsKey || rightIsKey)) {
            return leftIsKey ? left : right;
        }
        return Math.max(left, right);
    }
}
