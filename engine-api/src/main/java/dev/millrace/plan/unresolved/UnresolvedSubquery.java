package dev.millrace.plan.unresolved;

import java.util.List;

/**
 * A query inside an expression. It may use columns of the queries around it.
 *
 * <p>{@code NOT IN} and {@code NOT EXISTS} are calls of {@code not} over this.
 *
 * @param values what {@code IN} looks for: one value, or the fields of a row {@code (a, b) IN (…)}; empty for the other kinds
 */
public record UnresolvedSubquery(Kind kind, UnresolvedPlan plan, List<UnresolvedExpr> values, Origin origin) implements UnresolvedExpr {

    public UnresolvedSubquery {
        values = List.copyOf(values);
    }

    /** SCALAR gives the one value of the one row, null without a row; EXISTS and IN give BOOLEAN. */
    public enum Kind {
        SCALAR, EXISTS, IN
    }
}
