package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import java.util.List;

/**
 * Aggregate functions whose value stands in WITHIN GROUP: {@code percentile_cont(p) WITHIN GROUP (ORDER BY v DESC)} becomes the call of
 * {@code v}, {@code p} and whether the order descends.
 */
final class OrderedSetCalls {

    private OrderedSetCalls() {}

    /** True when the call has its value in WITHIN GROUP, or ought to. */
    static boolean is(UnresolvedCall call) {
        return switch (call.name()) {
            case "percentile_cont", "percentile_disc" -> true;
            case "mode" -> call.arguments().isEmpty();
            default -> false;
        };
    }

    /** The call with the value as its first argument. */
    static UnresolvedCall withValue(UnresolvedCall call, String text) {
        if (call.order().size() != 1) {
            throw ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION.with("function", call.name(), "detail",
                    "WITHIN GROUP (ORDER BY expr) must name one value, but " + text + " names " + call.order().size() + ".");
        }
        if (call.distinct()) {
            throw ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION.with("function", call.name(), "detail",
                    "DISTINCT cannot be used with WITHIN GROUP.");
        }
        UnresolvedSortKey key = call.order().getFirst();
        UnresolvedExpr share = call.arguments().isEmpty() ? new UnresolvedLiteral(Literal.TRUE) : call.arguments().getFirst();
        UnresolvedExpr descending = new UnresolvedLiteral(Literal.of(!key.ascending()));
        return new UnresolvedCall(call.name(), List.of(key.input(), share, descending), false, call.filter(), List.of(), call.origin());
    }
}
