package dev.millrace.plan.unresolved;

/** SQL text that stands for an expression, {@code expr("price * 1.19 AS gross")}; parsed when it is analyzed. */
public record UnresolvedText(String sql) implements UnresolvedExpr {}
