package dev.millrace.plan.unresolved;

import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;

/** {@code CAST(input AS type)} or {@code TRY_CAST}. */
public record UnresolvedCast(UnresolvedExpr input, DataType type, OnError onError) implements UnresolvedExpr {}
