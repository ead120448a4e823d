package dev.millrace.plan.unresolved;

import dev.millrace.expr.Literal;

/** A constant, already typed by how it was written. */
public record UnresolvedLiteral(Literal literal) implements UnresolvedExpr {}
