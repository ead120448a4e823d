package dev.millrace.plan.unresolved;

import java.util.List;
import java.util.Optional;

/** {@code function OVER (PARTITION BY … ORDER BY … frame)}. */
public record UnresolvedWindow(UnresolvedExpr function, List<UnresolvedExpr> partitionBy, List<UnresolvedSortKey> orderBy,
        Optional<Frame> frame)
        implements
            UnresolvedExpr {

    public UnresolvedWindow {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** Bounds are offsets from the current row: negative before it, {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} without bound. */
    public record Frame(boolean rows, long from, long to) {}
}
