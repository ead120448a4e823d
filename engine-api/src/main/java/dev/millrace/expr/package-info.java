/**
 * Typed expressions: what an analyzed plan computes per row.
 *
 * <p>In: {@code types}. Out: {@link dev.millrace.expr.Expr}, a closed family of records; every node knows its type and whether it may be
 * null.
 *
 * <p>Invariant: an expression is well typed when it is made; operands of one operator have one type (the analyzer has put the casts in).
 * Logical plans refer
 * to columns by {@link dev.millrace.expr.ColumnRef}, physical plans by {@link dev.millrace.expr.InputRef}. Next: {@code plan}. Not here:
 * names that are not
 * resolved yet ({@code plan.unresolved}), evaluation (kernels).
 */
@NullMarked
package dev.millrace.expr;

import org.jspecify.annotations.NullMarked;
