package dev.millrace.driver.optimize;

import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
import java.util.List;
import java.util.Optional;

/** Tells expressions that may give another value each time ({@code rand()}): they are never folded, moved or repeated. */
final class Determinism {

    private final FunctionRegistry functions;

    Determinism(FunctionRegistry functions) {
        this.functions = functions;
    }

    boolean of(Expr expr) {
        if (expr instanceof Call call) {
            Optional<FunctionDefinition> function = functions.find(call.function());
            if (function.isPresent() && !function.get().deterministic()) {
                return false;
            }
        }
        List<Expr> children = expr.children();
        for (int i = 0; i < children.size(); i++) {
            if (!of(children.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean ofAll(List<NamedExpr> columns) {
        for (NamedExpr column : columns) {
            if (!of(column.expr())) {
                return false;
            }
        }
        return true;
    }
}
