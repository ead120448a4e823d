package dev.millrace.plan.unresolved;

import java.util.List;

/** {@code (x, y) -> body}; the body refers to a parameter by an {@link UnresolvedColumn} of its name. */
public record UnresolvedLambda(List<String> parameters, UnresolvedExpr body) implements UnresolvedExpr {
    public UnresolvedLambda {
        parameters = List.copyOf(parameters);
    }
}
