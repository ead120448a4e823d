package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * Sum or difference of decimals. When the result's precision has room for every sum there is nothing to check, and up to 18 digits it is
 * one multiply-add a row.
 */
final class DecimalSum implements BinaryKernel {

    /** Half the high word of 10^37: a sum of operands below this has at most 37 digits. */
    private static final long SAFE_HIGH = 0x0785_EE10_D5DA_46D9L / 2;

    private final Arithmetic expr;
    private final boolean fits;
    private final boolean proved;
    private final boolean narrow;
    private final long leftFactor;
    private final long rightFactor;
    private final WideOperand leftWide;
    private final WideOperand rightWide;
    private final ExactDecimals exact;
    private final ResultArrays results = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    DecimalSum(Arithmetic expr, DecimalType left, DecimalType right, DecimalType result) {
        this.expr = expr;
        int scale = Math.max(left.scale(), right.scale());
        int digits = Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + scale;
        boolean wide = result.precision() > DecimalType.MAX_LONG_PRECISION;
        boolean operandsFit = left.precision() + scale - left.scale() <= DecimalType.MAX_PRECISION
                && right.precision() + scale - right.scale() <= DecimalType.MAX_PRECISION;
        this.proved = result.scale() == scale && digits + 1 <= result.precision();
        this.fits = wide && (proved || result.scale() == scale && operandsFit && result.precision() == DecimalType.MAX_PRECISION);
        this.narrow = proved && !wide;
        this.leftFactor = narrow ? WideOperand.power(scale - left.scale()) : 0;
        long sign = expr.op() == Arithmetic.Op.SUBTRACT ? -1 : 1;
        this.rightFactor = narrow ? sign * WideOperand.power(scale - right.scale()) : 0;
        this.leftWide = new WideOperand(scale - left.scale());
        this.rightWide = new WideOperand(scale - right.scale());
        this.exact = new ExactDecimals(expr);
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        if (narrow) {
            long[] out = results.longs(length);
            if (right instanceof ConstantVector(var value, var _)) {
                LongLoops.linear(values(left), leftFactor, rightFactor * values(value)[0], out, length);
            } else if (left instanceof ConstantVector(var value, var _)) {
                LongLoops.linear(values(right), rightFactor, leftFactor * values(value)[0], out, length);
            } else {
                LongLoops.linear(values(left), leftFactor, values(right), rightFactor, out, length);
            }
            return new LongVector(expr.type(), out, length, validity);
        }
        if (!fits) {
            return exact.apply(leftOperand.flat(left), rightOperand.flat(right), length, rows, results);
        }
        long[] out = results.longs(2 * length);
        long[] a = leftWide.words(left, length);
        long[] b = rightWide.words(right, length);
        long overflow =
                expr.op() == Arithmetic.Op.SUBTRACT ? DecimalLoops.subtract(a, b, out, length) : DecimalLoops.add(a, b, out, length);
        if (!proved && (overflow | DecimalLoops.beyond(a, SAFE_HIGH, length) | DecimalLoops.beyond(b, SAFE_HIGH, length)) < 0) {
            return exact.apply(leftOperand.flat(left), rightOperand.flat(right), length, rows, results);
        }
        return new Decimal128Vector(expr.type(), out, length, validity);
    }

    private static long[] values(Vector vector) {
        return ((LongVector) vector).values();
    }
}
