package dev.millrace.executor.kernel;

import dev.millrace.expr.And;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.Or;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what several expressions, or several places of one, compute alike. Only what is evaluated for every row in at least one place is
 * shared: the rest may be behind a condition that keeps it from failing.
 */
final class SharedExprs {

    private static final Set<String> LAZY = Set.of("coalesce", "nvl", "nvl2", "ifnull", "nullif", "if", "iff");

    private final Map<Expr, Integer> places = new LinkedHashMap<>();
    private final Set<Expr> always = new HashSet<>();

    private SharedExprs() {}

    /** Shared expressions, each after those that it contains. */
    static List<Expr> of(List<Expr> exprs) {
        SharedExprs found = new SharedExprs();
        exprs.forEach(expr -> found.visit(expr, true));
        return found.places.keySet().stream()
                .filter(expr -> found.places.get(expr) > 1 && found.always.contains(expr) && ExprTraits.isDeterministic(expr))
                .sorted(Comparator.comparingInt(SharedExprs::size)).toList();
    }

    /** What lies inside a repeated expression is only counted once: it is shared with the whole. */
    private void visit(Expr expr, boolean eager) {
        if (expr.children().isEmpty() || expr instanceof Lambda) {
            return;
        }
        if (eager) {
            always.add(expr);
        }
        if (places.merge(expr, 1, Integer::sum) > 1) {
            return;
        }
        List<Expr> children = expr.children();
        for (int i = 0; i < children.size(); i++) {
            visit(children.get(i), eager && (i == 0 || !isLazy(expr)));
        }
    }

    /** True when only the first child is evaluated for every row. */
    private static boolean isLazy(Expr expr) {
        return expr instanceof And || expr instanceof Or || expr instanceof Case || expr instanceof InList
                || expr instanceof Call call && LAZY.contains(call.function());
    }

    private static int size(Expr expr) {
        return 1 + expr.children().stream().mapToInt(SharedExprs::size).sum();
    }
}
