package dev.millrace.driver.expression;

import dev.millrace.expr.And;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.List;

/** A condition as the list of parts that AND joins. */
public final class Conjuncts {

    private Conjuncts() {}

    /** The parts from left to right; none for TRUE. */
    public static List<Expr> of(Expr condition) {
        List<Expr> parts = new ArrayList<>();
        collect(condition, parts);
        return parts;
    }

    /** TRUE for no part. */
    public static Expr join(List<Expr> parts) {
        Expr all = Literal.TRUE;
        for (Expr part : parts) {
            all = all == Literal.TRUE ? part : new And(all, part);
        }
        return all;
    }

    private static void collect(Expr condition, List<Expr> parts) {
        if (condition instanceof And(var left, var right)) {
            collect(left, parts);
            collect(right, parts);
        } else if (!isTrue(condition)) {
            parts.add(condition);
        }
    }

    public static boolean isTrue(Expr expr) {
        return expr instanceof Literal literal && Boolean.TRUE.equals(literal.value());
    }

    /** FALSE or NULL: a filter lets no row pass. */
    public static boolean isNeverTrue(Expr expr) {
        return expr instanceof Literal literal && !Boolean.TRUE.equals(literal.value());
    }
}
