package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Arithmetic on TINYINT to BIGINT and on intervals. Both operands have the same storage; {@code div} of INT operands gives BIGINT. */
final class IntegerArithmetic implements BinaryKernel {

    private final Arithmetic expr;
    private final long min;
    private final long max;
    private final ResultArrays results = new ResultArrays();
    private final ResultArrays widened = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    IntegerArithmetic(Arithmetic expr) {
        this.expr = expr;
        this.min = switch (expr.type()) {
            case DataType.ByteType _ -> Byte.MIN_VALUE;
            case DataType.ShortType _ -> Short.MIN_VALUE;
            default -> expr.type().storage() == Storage.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
        };
        this.max = -1 - min;
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        boolean ints = left.type().storage() == Storage.INT;
        boolean failed = ints ? ints(left, right, length) : longs(left, right, length);
        if (failed) {
            Vector a = leftOperand.flat(left);
            Vector b = rightOperand.flat(right);
            validity = FailedRows.resolve(validity, length, rows, expr.onError(), row -> fails(value(a, row), value(b, row)),
                    row -> error(value(b, row)));
        }
        if (!ints) {
            return new LongVector(expr.type(), results.longs(length), length, validity);
        }
        if (expr.op() != Arithmetic.Op.INTEGRAL_DIVIDE || expr.type().storage() == Storage.INT) {
            return new IntVector(expr.type(), results.ints(length), length, validity);
        }
        int[] quotients = results.ints(length);
        long[] wide = widened.longs(length);
        for (int i = 0; i < length; i++) {
            wide[i] = quotients[i];
        }
        if (failed) {
            wideQuotients(leftOperand.flat(left), rightOperand.flat(right), wide, length);
        }
        return new LongVector(expr.type(), wide, length, validity);
    }

    private boolean ints(Vector left, Vector right, int length) {
        int[] out = results.ints(length);
        int[] a = ((IntVector) leftOperand.flat(left)).values();
        int[] b = ((IntVector) rightOperand.flat(right)).values();
        int failed = switch (expr.op()) {
            case ADD -> IntLoops.add(a, b, out, length);
            case SUBTRACT -> IntLoops.subtract(a, b, out, length);
            case MULTIPLY -> IntLoops.multiply(a, b, out, length);
            case DIVIDE, INTEGRAL_DIVIDE -> IntLoops.divide(a, b, out, length);
            case REMAINDER -> IntLoops.remainder(a, b, out, length);
        };
        if (min > Integer.MIN_VALUE) {
            failed |= IntLoops.outside(out, (int) min, (int) max, length);
        }
        return failed < 0;
    }

    private boolean longs(Vector left, Vector right, int length) {
        long[] out = results.longs(length);
        return switch (expr.op()) {
            case ADD -> right instanceof ConstantVector(var value, var _) ? LongLoops.add(values(left), single(value), out, length) < 0
                    : left instanceof ConstantVector(var value, var _) ? LongLoops.add(values(right), single(value), out, length) < 0
                            : LongLoops.add(values(left), values(right), out, length) < 0;
            case SUBTRACT ->
                    right instanceof ConstantVector(var value, var _) ? LongLoops.subtract(values(left), single(value), out, length) < 0
                            : left instanceof ConstantVector(var value, var _)
                                    ? LongLoops.subtract(single(value), values(right), out, length) < 0
                                    : LongLoops.subtract(values(left), values(right), out, length) < 0;
            case MULTIPLY ->
                    right instanceof ConstantVector(var value, var _) ? LongLoops.multiply(values(left), single(value), out, length) < 0
                            : left instanceof ConstantVector(var value, var _)
                                    ? LongLoops.multiply(values(right), single(value), out, length) < 0
                                    : LongLoops.multiply(values(left), values(right), out, length) < 0;
            case DIVIDE, INTEGRAL_DIVIDE ->
                    LongLoops.divide(values(leftOperand.flat(left)), values(rightOperand.flat(right)), out, length) < 0;
            case REMAINDER -> LongLoops.remainder(values(leftOperand.flat(left)), values(rightOperand.flat(right)), out, length) < 0;
        };
    }

    private static long[] values(Vector vector) {
        return ((LongVector) vector).values();
    }

    private static long single(Vector value) {
        return ((LongVector) value).values()[0];
    }

    private static long value(Vector vector, int row) {
        return vector instanceof IntVector ints ? ints.values()[row] : ((LongVector) vector).values()[row];
    }

    /** {@code Integer.MIN_VALUE div -1} fits into a BIGINT. */
    private static void wideQuotients(Vector left, Vector right, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            long divisor = value(right, i);
            out[i] = divisor == 0 ? 0 : value(left, i) / divisor;
        }
    }

    private boolean fails(long left, long right) {
        BigInteger a = BigInteger.valueOf(left);
        BigInteger b = BigInteger.valueOf(right);
        BigInteger exact = switch (expr.op()) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE, INTEGRAL_DIVIDE -> right == 0 ? null : a.divide(b);
            case REMAINDER -> right == 0 ? null : a.remainder(b);
        };
        return exact == null || exact.bitLength() > 63 || exact.longValue() < min || exact.longValue() > max;
    }

    private EngineException error(long right) {
        boolean divides = switch (expr.op()) {
            case DIVIDE, INTEGRAL_DIVIDE, REMAINDER -> true;
            case ADD, SUBTRACT, MULTIPLY -> false;
        };
        return divides && right == 0 ? ErrorCondition.DIVIDE_BY_ZERO.with("expression", expr) : overflow(expr);
    }

    /** ARITHMETIC_OVERFLOW of this expression. */
    static EngineException overflow(Arithmetic expr) {
        String alternative = switch (expr.op()) {
            case ADD -> "try_add";
            case SUBTRACT -> "try_subtract";
            case MULTIPLY -> "try_multiply";
            case DIVIDE, INTEGRAL_DIVIDE -> "try_divide";
            case REMAINDER -> "try_mod";
        };
        return ErrorCondition.ARITHMETIC_OVERFLOW.with("type", expr.type().sql(), "expression", expr, "alternative", alternative);
    }
}
