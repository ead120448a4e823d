package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.arithmetic.WideOperand;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** DECIMAL into integers, cutting the fraction off, or into FLOAT and DOUBLE, rounding to the nearest. */
final class DecimalToNumber implements UnaryKernel {

    private static final long EXACT_AS_DOUBLE = 1L << 53;
    private static final int EXACT_POWER = 22;

    private final Cast cast;
    private final int scale;
    private final ResultArrays results = new ResultArrays();

    DecimalToNumber(Cast cast, DecimalType from) {
        this.cast = cast;
        this.scale = from.scale();
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        return cast.type().storage() == Storage.DOUBLE ? toDouble(input, length) : toInteger(input, length, rows);
    }

    private Vector toDouble(Vector input, int length) {
        double[] out = results.doubles(length);
        boolean asFloat = cast.type() instanceof DataType.FloatType;
        double power = Math.pow(10, scale);
        for (int i = 0; i < length; i++) {
            long whole = input instanceof LongVector longs ? longs.values()[i] : ((Decimal128Vector) input).words()[2 * i];
            boolean narrow = input instanceof LongVector || ((Decimal128Vector) input).words()[2 * i + 1] == whole >> 63;
            if (!asFloat && narrow && scale <= EXACT_POWER && Math.abs(whole) <= EXACT_AS_DOUBLE) {
                out[i] = whole / power;
            } else if (Validity.isValid(input.validity(), i)) {
                BigDecimal exact = exact(input, i);
                out[i] = asFloat ? exact.floatValue() : exact.doubleValue();
            }
        }
        return new DoubleVector(cast.type(), out, length, input.validity());
    }

    private Vector toInteger(Vector input, int length, @Nullable Selection rows) {
        long min = switch (cast.type()) {
            case DataType.ByteType _ -> Byte.MIN_VALUE;
            case DataType.ShortType _ -> Short.MIN_VALUE;
            case DataType.IntType _ -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
        long max = -1 - min;
        long[] whole = results.longs(length);
        boolean failed = false;
        if (input instanceof LongVector longs) {
            long divisor = WideOperand.power(scale);
            for (int i = 0; i < length; i++) {
                whole[i] = longs.values()[i] / divisor;
                failed |= whole[i] < min || whole[i] > max;
            }
        } else {
            for (int i = 0; i < length; i++) {
                BigInteger cut = cut(input, i);
                whole[i] = cut.longValue();
                failed |= cut.bitLength() > 63 || whole[i] < min || whole[i] > max;
            }
        }
        long[] validity = input.validity();
        if (failed) {
            validity = FailedRows.resolve(validity, length, rows, cast.onError(),
                    row -> cut(input, row).bitLength() > 63 || whole[row] < min || whole[row] > max,
                    row -> CastErrors.overflow(cast, Values.get(input, row)));
        }
        if (cast.type().storage() == Storage.LONG) {
            return new LongVector(cast.type(), whole, length, validity);
        }
        int[] out = results.ints(length);
        for (int i = 0; i < length; i++) {
            out[i] = (int) whole[i];
        }
        return new IntVector(cast.type(), out, length, validity);
    }

    private BigInteger cut(Vector input, int row) {
        return exact(input, row).setScale(0, RoundingMode.DOWN).unscaledValue();
    }

    private BigDecimal exact(Vector input, int row) {
        return input instanceof LongVector longs ? BigDecimal.valueOf(longs.values()[row], scale)
                : new BigDecimal(
                        Values.decimal128(((Decimal128Vector) input).words()[2 * row], ((Decimal128Vector) input).words()[2 * row + 1]),
                        scale);
    }
}
