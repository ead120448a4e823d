package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import java.util.ArrayList;
import java.util.List;

/** Conditions that are true also where another one is null. */
final class NullAwareness {

    private NullAwareness() {}

    /** True where {@code condition} is true or null; never null itself. */
    static Expr mayHold(Expr condition) {
        List<Expr> parts = new ArrayList<>();
        for (Expr part : Conjuncts.of(condition)) {
            parts.add(part.nullable() ? partMayHold(part) : part);
        }
        return Conjuncts.join(parts);
    }

    private static Expr partMayHold(Expr part) {
        if (part instanceof Compare(var op, var left, var right) && op == Compare.Op.EQ) {
            Expr either = part;
            either = left.nullable() ? new Or(either, new IsNull(left)) : either;
            return right.nullable() ? new Or(either, new IsNull(right)) : either;
        }
        return new Not(new Compare(Compare.Op.NULL_SAFE_EQ, part, Literal.FALSE));
    }

    /** True where {@code condition} is true, false where it is false or null. */
    static Expr holds(Expr condition) {
        return condition.nullable() ? new Compare(Compare.Op.NULL_SAFE_EQ, condition, Literal.TRUE) : condition;
    }
}
