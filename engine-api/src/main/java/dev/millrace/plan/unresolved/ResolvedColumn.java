package dev.millrace.plan.unresolved;

import dev.millrace.expr.Attribute;

/** A column that was taken from a DataFrame: {@code df.col("a")}. */
public record ResolvedColumn(Attribute attribute) implements UnresolvedExpr {}
