package dev.millrace.plan.unresolved;

import java.util.List;
import java.util.Optional;

/** {@code CASE WHEN … THEN … ELSE … END}; {@code CASE x WHEN v} has been written out as {@code WHEN x = v}. */
public record UnresolvedCase(List<UnresolvedExpr> conditions, List<UnresolvedExpr> values,
        Optional<UnresolvedExpr> otherwise) implements UnresolvedExpr {
    public UnresolvedCase {
        conditions = List.copyOf(conditions);
        values = List.copyOf(values);
    }
}
