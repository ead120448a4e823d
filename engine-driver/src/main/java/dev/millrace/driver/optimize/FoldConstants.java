package dev.millrace.driver.optimize;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.ConstantEvaluator;
import java.util.List;

/** {@code f(literals) → literal}. What fails is left as it is: it is an error only for rows that reach it. */
final class FoldConstants implements Rule.OfNode {

    private final ConstantEvaluator constants;
    private final Determinism determinism;

    FoldConstants(ConstantEvaluator constants, Determinism determinism) {
        this.constants = constants;
        this.determinism = determinism;
    }

    @Override
    public String name() {
        return "fold_constants";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return Expressions.map(node, expr -> expr.rewrite(this::fold));
    }

    private Expr fold(Expr expr) {
        if (expr instanceof Literal || expr instanceof Lambda || expr.type().isNested() || !isConstant(expr)) {
            return expr;
        }
        try {
            return constants.evaluate(expr);
        } catch (EngineException _) {
            return expr;
        }
    }

    private boolean isConstant(Expr expr) {
        List<Expr> children = expr.children();
        if (children.isEmpty()) {
            return expr instanceof Call && determinism.of(expr);
        }
        for (int i = 0; i < children.size(); i++) {
            if (!(children.get(i) instanceof Literal)) {
                return false;
            }
        }
        return determinism.of(expr);
    }
}
