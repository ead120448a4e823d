package dev.millrace.driver.analyze;

import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code window(time, …)} in SELECT and GROUP BY as a column {@code window} that a generator makes: a row for each window that holds
 * the time, none for a null. A query has one such window, which it may write several times.
 */
final class TimeWindows {

    private static final String NAME = "window";

    private TimeWindows() {}

    /** The projection over a column of windows; the plan itself when it has no call. */
    static UnresolvedPlan.Project written(UnresolvedPlan.Project plan) {
        UnresolvedCall call = find(plan.columns());
        return call == null ? plan : new UnresolvedPlan.Project(over(plan.input(), call), replaced(plan.columns(), call));
    }

    /** As {@link #written(UnresolvedPlan.Project)}. */
    static UnresolvedPlan.Aggregate written(UnresolvedPlan.Aggregate plan) {
        UnresolvedCall call = find(plan.groupings());
        if (call == null) {
            return plan;
        }
        Optional<UnresolvedExpr> having = plan.having().map(condition -> replaced(condition, call));
        return new UnresolvedPlan.Aggregate(over(plan.input(), call), replaced(plan.groupings(), call), plan.groupingSets(),
                replaced(plan.outputs(), call), having);
    }

    private static UnresolvedPlan over(UnresolvedPlan input, UnresolvedCall call) {
        UnresolvedCall windows =
                new UnresolvedCall("time_windows", call.arguments(), false, Optional.empty(), List.of(), call.origin());
        UnresolvedCall rows =
                new UnresolvedCall("explode", List.of(windows), false, Optional.empty(), List.of(), call.origin());
        return new UnresolvedPlan.LateralView(input, rows, false, "", List.of(NAME));
    }

    private static @Nullable UnresolvedCall find(List<UnresolvedExpr> expressions) {
        for (UnresolvedExpr expr : expressions) {
            if (expr instanceof UnresolvedCall call && call.name().equals(NAME) && !call.arguments().isEmpty()) {
                return call;
            }
            UnresolvedCall inside = find(new ArrayList<>(expr.children()));
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    private static List<UnresolvedExpr> replaced(List<UnresolvedExpr> expressions, UnresolvedCall call) {
        List<UnresolvedExpr> replaced = new ArrayList<>(expressions.size());
        for (UnresolvedExpr expr : expressions) {
            replaced.add(replaced(expr, call));
        }
        return replaced;
    }

    private static UnresolvedExpr replaced(UnresolvedExpr expr, UnresolvedCall call) {
        return expr instanceof UnresolvedCall other && other.name().equals(NAME) && other.arguments().size() == call.arguments().size()
                ? new UnresolvedColumn(List.of(NAME), call.origin())
                : expr.mapChildren(child -> replaced(child, call));
    }
}
