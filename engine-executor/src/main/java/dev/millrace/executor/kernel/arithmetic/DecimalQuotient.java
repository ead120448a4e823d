package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * Quotients and remainders of decimals. A quotient whose scaled dividend has at most 38 digits and whose divisor is one word is computed
 * in 128 bits; the rest goes row by row.
 */
final class DecimalQuotient implements BinaryKernel {

    private final Arithmetic expr;
    private final ExactDecimals exact;
    private final boolean inWords;
    private final boolean narrow;
    private final WideOperand dividend;
    private final ResultArrays results = new ResultArrays();
    private final ResultArrays quotients = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    DecimalQuotient(Arithmetic expr, DecimalType left, DecimalType right) {
        this.expr = expr;
        this.exact = new ExactDecimals(expr);
        DecimalType result = expr.op() == Arithmetic.Op.DIVIDE && expr.type() instanceof DecimalType decimal ? decimal : null;
        int growth = result == null ? 0 : result.scale() + right.scale() - left.scale();
        this.inWords = result != null && growth >= 0 && left.precision() + growth <= result.precision()
                && right.precision() <= DecimalType.MAX_LONG_PRECISION;
        this.narrow = result != null && result.precision() <= DecimalType.MAX_LONG_PRECISION;
        this.dividend = new WideOperand(Math.max(growth, 0));
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        if (!inWords) {
            return exact.apply(leftOperand.flat(left), rightOperand.flat(right), length, rows, results);
        }
        long[] words = dividend.words(left, length);
        long[] divisors = ((LongVector) rightOperand.flat(right)).values();
        long[] out = quotients.longs(2 * length);
        boolean failed = false;
        for (int i = 0; i < length; i++) {
            long divisor = divisors[i];
            failed |= divisor == 0;
            WideDivision.halfUp(words[2 * i + 1], words[2 * i], divisor == 0 || divisor == Long.MIN_VALUE ? 1 : divisor, out, i);
        }
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        if (failed) {
            validity = FailedRows.resolve(validity, length, rows, expr.onError(), row -> divisors[row] == 0,
                    _ -> ErrorCondition.DIVIDE_BY_ZERO.with("expression", expr));
        }
        if (!narrow) {
            return new Decimal128Vector(expr.type(), out, length, validity);
        }
        long[] low = results.longs(length);
        for (int i = 0; i < length; i++) {
            low[i] = out[2 * i];
        }
        return new LongVector(expr.type(), low, length, validity);
    }
}
