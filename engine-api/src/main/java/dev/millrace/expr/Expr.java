package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A typed expression. Immutable; {@code toString()} is its SQL-like text as EXPLAIN shows it. */
public sealed interface Expr
        permits Literal, ColumnRef, InputRef, Arithmetic, Compare, And, Or, Not, IsNull, Cast, Case, InList, Call, Lambda, LambdaVariable {

    DataType type();

    boolean nullable();

    List<Expr> children();

    /** The same node over other children, as many as there are now. */
    Expr withChildren(List<Expr> children);

    /** Rewrites children first, then the node; a node whose children are unchanged is kept as it is. */
    default Expr rewrite(UnaryOperator<Expr> step) {
        List<Expr> before = children();
        List<Expr> after = null;
        for (int i = 0; i < before.size(); i++) {
            Expr child = before.get(i);
            Expr changed = child.rewrite(step);
            if (changed != child && after == null) {
                after = new ArrayList<>(before);
            }
            if (after != null) {
                after.set(i, changed);
            }
        }
        return step.apply(after == null ? this : withChildren(after));
    }
}
