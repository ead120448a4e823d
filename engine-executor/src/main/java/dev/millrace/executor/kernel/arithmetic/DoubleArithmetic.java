package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on FLOAT and DOUBLE. Only a division by zero is an error; rounding a double to float afterwards gives the float operation's
 * exact result.
 */
final class DoubleArithmetic implements BinaryKernel {

    private final Arithmetic expr;
    private final ResultArrays results = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    DoubleArithmetic(Arithmetic expr) {
        this.expr = expr;
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        double[] a = ((DoubleVector) leftOperand.flat(left)).values();
        double[] b = ((DoubleVector) rightOperand.flat(right)).values();
        double[] out = results.doubles(length);
        boolean failed = switch (expr.op()) {
            case ADD -> {
                DoubleLoops.add(a, b, out, length);
                yield false;
            }
            case SUBTRACT -> {
                DoubleLoops.subtract(a, b, out, length);
                yield false;
            }
            case MULTIPLY -> {
                DoubleLoops.multiply(a, b, out, length);
                yield false;
            }
            case DIVIDE, INTEGRAL_DIVIDE -> {
                DoubleLoops.divide(a, b, out, length);
                yield DoubleLoops.anyZero(b, length);
            }
            case REMAINDER -> {
                DoubleLoops.remainder(a, b, out, length);
                yield DoubleLoops.anyZero(b, length);
            }
        };
        if (failed) {
            validity = FailedRows.resolve(validity, length, rows, expr.onError(), row -> b[row] == 0,
                    _ -> ErrorCondition.DIVIDE_BY_ZERO.with("expression", expr));
        }
        if (expr.type() instanceof DataType.FloatType) {
            DoubleLoops.roundToFloat(out, length);
        }
        return new DoubleVector(expr.type(), out, length, validity);
    }
}
