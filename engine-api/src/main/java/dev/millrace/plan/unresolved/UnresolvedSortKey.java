package dev.millrace.plan.unresolved;

/** {@code input ASC NULLS FIRST} and so on, with the defaults filled in. */
public record UnresolvedSortKey(UnresolvedExpr input, boolean ascending, boolean nullsFirst) implements UnresolvedExpr {}
