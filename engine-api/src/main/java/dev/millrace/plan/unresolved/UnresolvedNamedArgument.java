package dev.millrace.plan.unresolved;

/** An argument by name: {@code f(limit => 5)}. */
public record UnresolvedNamedArgument(String name, UnresolvedExpr value) implements UnresolvedExpr {}
