package dev.millrace.plan.unresolved;

import java.util.List;

/** {@code input AS name}; several names for a generator that makes several columns. */
public record UnresolvedAlias(UnresolvedExpr input, List<String> names) implements UnresolvedExpr {
    public UnresolvedAlias {
        names = List.copyOf(names);
    }
}
