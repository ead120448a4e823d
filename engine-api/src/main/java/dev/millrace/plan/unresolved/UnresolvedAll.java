package dev.millrace.plan.unresolved;

/** {@code ALL} of {@code GROUP BY ALL} and {@code ORDER BY ALL}. */
public record UnresolvedAll() implements UnresolvedExpr {}
