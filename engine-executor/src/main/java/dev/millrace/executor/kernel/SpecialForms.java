package dev.millrace.executor.kernel;

import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import java.util.List;
import java.util.Optional;

/** Functions that are another way to write CASE. */
final class SpecialForms {

    private SpecialForms() {}

    static Optional<Expr> rewritten(Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case "if", "iff" -> Optional.of(when(arguments.get(0), arguments.get(1), arguments.get(2), call));
            case "nullif" -> Optional.of(when(new Compare(Compare.Op.EQ, arguments.get(0), arguments.get(1)), Literal.ofNull(call.type()),
                    arguments.get(0), call));
            case "nvl2" -> Optional.of(when(new Not(new IsNull(arguments.get(0))), arguments.get(1), arguments.get(2), call));
            default -> Optional.empty();
        };
    }

    private static Expr when(Expr condition, Expr value, Expr otherwise, Call call) {
        return new Case(List.of(condition), List.of(value), otherwise, call.type());
    }
}
