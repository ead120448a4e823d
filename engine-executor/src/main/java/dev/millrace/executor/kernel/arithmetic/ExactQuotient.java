package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import org.jspecify.annotations.Nullable;

/** Quotients and remainders of decimals, row by row. */
final class ExactQuotient implements BinaryKernel {

    private final ExactDecimals exact;
    private final ResultArrays results = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    ExactQuotient(Arithmetic expr) {
        this.exact = new ExactDecimals(expr);
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        return exact.apply(leftOperand.flat(left), rightOperand.flat(right), length, rows, results);
    }
}
