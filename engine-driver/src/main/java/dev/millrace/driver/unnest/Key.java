package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * A condition {@code inner = outer} or {@code inner <=> outer}: of the rows of the right side, it takes for a left row those with one
 * value.
 *
 * @param inner over columns of the right side alone
 * @param outer over columns of the left side alone
 */
record Key(Compare.Op op, Expr inner, Expr outer) {

    static Optional<Key> of(Expr condition, Domain domain, Set<Long> inside) {
        if (!(condition instanceof Compare(var op, var left, var right)) || (op != Compare.Op.EQ && op != Compare.Op.NULL_SAFE_EQ)) {
            return Optional.empty();
        }
        if (isInner(left, domain, inside) && isOuter(right, domain, inside)) {
            return Optional.of(new Key(op, left, right));
        }
        return isInner(right, domain, inside) && isOuter(left, domain, inside) ? Optional.of(new Key(op, right, left)) : Optional.empty();
    }

    Expr condition() {
        return new Compare(op, inner, outer);
    }

    Key withInner(Expr other) {
        return new Key(op, other, outer);
    }

    /** True when the inner column may stand for the outer one in any expression. */
    boolean isSubstitution() {
        return inner instanceof ColumnRef && outer instanceof ColumnRef
                && (op == Compare.Op.NULL_SAFE_EQ || Domain.equalMeansSame(outer.type()));
    }

    private static boolean isInner(Expr expr, Domain domain, Set<Long> inside) {
        return !domain.isUsedBy(expr) && !Collections.disjoint(References.of(expr), inside);
    }

    private static boolean isOuter(Expr expr, Domain domain, Set<Long> inside) {
        return domain.isUsedBy(expr) && Collections.disjoint(References.of(expr), inside);
    }
}
