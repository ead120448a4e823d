package dev.millrace.plan.unresolved;

/** {@code *}, or {@code t.*} with a qualifier (empty for none). */
public record UnresolvedStar(String qualifier) implements UnresolvedExpr {}
