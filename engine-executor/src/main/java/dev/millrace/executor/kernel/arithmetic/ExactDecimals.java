package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimal arithmetic row by row without any limit on size: what is done when the loops cannot rule out that a value is too large. */
final class ExactDecimals {

    private final Arithmetic expr;
    private final int leftScale;
    private final int rightScale;

    ExactDecimals(Arithmetic expr) {
        this.expr = expr;
        this.leftScale = scale(expr.left().type());
        this.rightScale = scale(expr.right().type());
    }

    private static int scale(DataType type) {
        return type instanceof DataType.DecimalType(var _, var scale) ? scale : 0;
    }

    /** @param left flat; the same for {@code right} */
    Vector apply(Vector left, Vector right, int length, @Nullable Selection rows, ResultArrays results) {
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        boolean wide =
                expr.type() instanceof DataType.DecimalType(var precision, var _) && precision > DataType.DecimalType.MAX_LONG_PRECISION;
        long[] out = results.longs(wide ? 2 * length : length);
        int count = rows == null ? length : rows.count();
        long[] valid = validity;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (!Validity.isValid(validity, row)) {
                continue;
            }
            BigInteger value = value(unscaled(left, row), unscaled(right, row));
            if (value == null) {
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            } else if (wide) {
                out[2 * row] = value.longValue();
                out[2 * row + 1] = value.shiftRight(64).longValue();
            } else {
                out[row] = value.longValue();
            }
        }
        return wide ? new Decimal128Vector(expr.type(), out, length, valid) : new LongVector(expr.type(), out, length, valid);
    }

    /** Unscaled value of a row of a decimal or integer vector. */
    static BigInteger unscaled(Vector vector, int row) {
        if (vector instanceof LongVector longs) {
            return BigInteger.valueOf(longs.values()[row]);
        }
        long[] words = ((Decimal128Vector) vector).words();
        return BigInteger.valueOf(words[2 * row + 1]).shiftLeft(64).add(unsigned(words[2 * row]));
    }

    private static BigInteger unsigned(long word) {
        BigInteger low = BigInteger.valueOf(word & Long.MAX_VALUE);
        return word < 0 ? low.setBit(63) : low;
    }

    private @Nullable BigInteger value(BigInteger leftUnscaled, BigInteger rightUnscaled) {
        BigDecimal left = new BigDecimal(leftUnscaled, leftScale);
        BigDecimal right = new BigDecimal(rightUnscaled, rightScale);
        boolean divides =
                expr.op() == Arithmetic.Op.DIVIDE || expr.op() == Arithmetic.Op.INTEGRAL_DIVIDE || expr.op() == Arithmetic.Op.REMAINDER;
        if (divides && right.signum() == 0) {
            return refuse(ErrorCondition.DIVIDE_BY_ZERO.with("expression", expr));
        }
        BigDecimal exact = switch (expr.op()) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> left.divide(right, scale(expr.type()), RoundingMode.HALF_UP);
            case INTEGRAL_DIVIDE -> left.divideToIntegralValue(right);
            case REMAINDER -> left.remainder(right);
        };
        BigDecimal rounded = exact.setScale(scale(expr.type()), RoundingMode.HALF_UP);
        if (expr.type() instanceof DataType.DecimalType(var precision, var _)) {
            return rounded.precision() <= precision ? rounded.unscaledValue()
                    : refuse(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE.with("value", exact.toPlainString(), "to", expr.type().sql(),
                            "expression", expr));
        }
        return rounded.unscaledValue().bitLength() < Long.SIZE ? rounded.unscaledValue() : refuse(IntegerArithmetic.overflow(expr));
    }

    private @Nullable BigInteger refuse(EngineException error) {
        if (expr.onError() == OnError.THROW) {
            throw error;
        }
        return null;
    }
}
