package dev.millrace.plan.unresolved;

/** An expression before analysis; what a {@code Column} holds. */
public sealed interface UnresolvedExpr
        permits UnresolvedColumn, UnresolvedStar, UnresolvedLiteral, UnresolvedCall, UnresolvedAlias, UnresolvedCast,
        UnresolvedCase, UnresolvedSortKey, UnresolvedLambda, UnresolvedWindow, ResolvedColumn {}
