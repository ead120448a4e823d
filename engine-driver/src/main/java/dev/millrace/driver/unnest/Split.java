package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conjuncts by what they use. Where one says that a left column equals a column of the right side, the others use the latter.
 *
 * @param conditions those that use left columns
 * @param local      those that do not, or need not
 */
record Split(List<Expr> conditions, List<Expr> local) {

    static Split of(List<Expr> conjuncts, Domain domain, Set<Long> inside) {
        Map<Long, Key> substitutions = substitutions(conjuncts, domain, inside);
        List<Expr> conditions = new ArrayList<>();
        List<Expr> local = new ArrayList<>();
        for (Expr conjunct : conjuncts) {
            boolean substitutes = substitutions.values().stream().anyMatch(key -> key.condition().equals(flipped(conjunct, key)));
            Expr rest = substitutes ? conjunct : substitute(conjunct, substitutions);
            if (!domain.isUsedBy(rest)) {
                local.add(rest);
            } else if (!conditions.contains(rest)) {
                conditions.add(rest);
            }
        }
        return new Split(conditions, local);
    }

    /** {@code expr} with columns of the right side for the left columns that the conditions say are equal to them. */
    static Expr localize(Expr expr, List<Expr> conditions, Domain domain, Set<Long> inside) {
        return domain.isUsedBy(expr) ? substitute(expr, substitutions(conditions, domain, inside)) : expr;
    }

    private static Expr flipped(Expr conjunct, Key key) {
        return conjunct instanceof Compare(var op, var left, var right) && right.equals(key.inner()) && op == key.op()
                ? new Compare(op, right, left)
                : conjunct;
    }

    private static Expr substitute(Expr expr, Map<Long, Key> substitutions) {
        Map<Long, Expr> inner = new HashMap<>();
        substitutions.forEach((id, key) -> inner.put(id, key.inner()));
        return References.substitute(expr, inner);
    }

    /** By left column, the key that says what equals it; {@code =} before {@code <=>}, since it says more. */
    private static Map<Long, Key> substitutions(List<Expr> conjuncts, Domain domain, Set<Long> inside) {
        Map<Long, Key> chosen = new HashMap<>();
        for (Expr conjunct : conjuncts) {
            Optional<Key> found = Key.of(conjunct, domain, inside).filter(Key::isSubstitution);
            if (found.isPresent() && found.get().outer() instanceof ColumnRef outer) {
                chosen.merge(outer.id(), found.get(),
                        (one, other) -> one.op() == Compare.Op.NULL_SAFE_EQ && other.op() == Compare.Op.EQ ? other : one);
            }
        }
        return chosen;
    }
}
