package dev.millrace.plan.unresolved;

import java.util.List;
import java.util.Optional;

/**
 * {@code function OVER (PARTITION BY … ORDER BY … frame)}.
 *
 * @param ignoreNulls {@code IGNORE NULLS} of lead, lag, first_value, last_value and nth_value
 */
public record UnresolvedWindow(UnresolvedExpr function, List<UnresolvedExpr> partitionBy, List<UnresolvedSortKey> orderBy,
        Optional<Frame> frame, boolean ignoreNulls)
        implements
            UnresolvedExpr {

    public UnresolvedWindow {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** {@code ROWS BETWEEN from AND to}; GROUPS counts groups of peers. */
    public record Frame(Unit unit, Bound from, Bound to) {}

    public enum Unit {
        ROWS, RANGE, GROUPS
    }

    /** @param offset a constant of at least 0 for PRECEDING and FOLLOWING: a number, or an interval for RANGE; empty for the others */
    public record Bound(Kind kind, Optional<UnresolvedExpr> offset) {

        public static final Bound UNBOUNDED_PRECEDING = new Bound(Kind.UNBOUNDED_PRECEDING, Optional.empty());
        public static final Bound CURRENT_ROW = new Bound(Kind.CURRENT_ROW, Optional.empty());
        public static final Bound UNBOUNDED_FOLLOWING = new Bound(Kind.UNBOUNDED_FOLLOWING, Optional.empty());

        /** In the order of the rows. */
        public enum Kind {
            UNBOUNDED_PRECEDING, PRECEDING, CURRENT_ROW, FOLLOWING, UNBOUNDED_FOLLOWING
        }
    }
}
