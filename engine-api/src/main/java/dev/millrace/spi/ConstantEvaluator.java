package dev.millrace.spi;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;

/** Evaluates expressions without columns, with the kernels that evaluate all others: the driver has no interpreter of its own. */
@FunctionalInterface
public interface ConstantEvaluator {

    /**
     * @param constant an expression that refers to no column
     * @throws EngineException as it would for a row: DIVIDE_BY_ZERO, CAST_INVALID_INPUT …
     */
    Literal evaluate(Expr constant);
}
