package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.References;
import dev.millrace.error.EngineException;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.spi.ConstantEvaluator;
import java.util.List;
import java.util.Map;

/** What aggregates, and expressions over them, give for a group without rows. */
final class EmptyGroups {

    private final ConstantEvaluator constants;

    EmptyGroups(ConstantEvaluator constants) {
        this.constants = constants;
    }

    Literal value(AggregateCall call) {
        return switch (call.function()) {
            case "count", "count_if", "approx_count_distinct" -> new Literal(0L, call.type());
            case "collect_list", "collect_set", "array_agg" -> new Literal(List.of(), call.type());
            default -> Literal.ofNull(call.type());
        };
    }

    /** The expression over such values, computed now where that is possible. */
    Expr value(Expr expr, Map<Long, Expr> values) {
        Expr substituted = References.substitute(expr, values);
        if (substituted instanceof Literal || !References.of(substituted).isEmpty() || substituted.type().isNested()) {
            return substituted;
        }
        try {
            return constants.evaluate(substituted);
        } catch (EngineException _) {
            return substituted;
        }
    }
}
