package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.arithmetic.WideDivision;
import dev.millrace.executor.kernel.arithmetic.WideOperand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers into DECIMAL, and timestamps, whose microseconds are seconds with six decimal places: rounded half up, an error when there are
 * too many digits. A change of scale that precision proves to fit is one multiplication; one within 18 digits is one loop; the rest goes
 * row by row.
 */
final class DecimalCast implements UnaryKernel {

    private final Cast cast;
    private final DecimalType to;
    private final int fromScale;
    private final int fromDigits;
    private final int wholeDigits;
    private final boolean proved;
    private final boolean narrow;
    private final WideOperand widened;
    private final ResultArrays results = new ResultArrays();
    private final ResultArrays quotients = new ResultArrays();
    private final ResultArrays asLongs = new ResultArrays();

    DecimalCast(Cast cast, DecimalType to) {
        this.cast = cast;
        this.to = to;
        DataType from = cast.input().type();
        int digits = digits(from);
        this.fromDigits = digits;
        this.wholeDigits = to.precision() - to.scale();
        this.fromScale = from instanceof DecimalType decimal ? decimal.scale() : from instanceof DataType.TimestampType ? 6 : 0;
        this.proved = digits > 0 && to.scale() >= fromScale && to.precision() - to.scale() >= digits - fromScale;
        this.narrow = to.precision() <= DecimalType.MAX_LONG_PRECISION;
        this.widened = new WideOperand(proved ? to.scale() - fromScale : 0);
    }

    /** Most digits a value has; 0 for floating point. */
    private static int digits(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> 1;
            case DataType.ByteType _ -> 3;
            case DataType.ShortType _ -> 5;
            case DataType.IntType _ -> 10;
            case DecimalType decimal -> decimal.precision();
            case DataType.LongType _, DataType.TimestampType _ -> 19;
            default -> 0;
        };
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        Vector values = switch (input) {
            case IntVector ints -> widen(ints, length);
            case BooleanVector bytes -> widen(bytes, length);
            default -> input;
        };
        long[] validity = input.validity();
        if (values instanceof LongVector longs && narrow && rescale(longs.values(), length)) {
            return new LongVector(to, results.longs(length), length, validity);
        }
        if (proved && !narrow) {
            return new Decimal128Vector(to, widened.words(values, length), length, validity);
        }
        if (values instanceof Decimal128Vector wide && dropDigits(wide.words(), length)) {
            return narrow ? new LongVector(to, results.longs(length), length, validity)
                    : new Decimal128Vector(to, quotients.longs(2 * length), length, validity);
        }
        return exact(values, length, rows);
    }

    /** False when some value may be too large, or the scale does not shrink by at most 18 digits. */
    private boolean dropDigits(long[] words, int length) {
        int surplus = fromScale - to.scale();
        boolean room = narrow || wholeDigits > fromDigits - fromScale;
        if (surplus < 0 || surplus > DecimalType.MAX_LONG_PRECISION || !room) {
            return false;
        }
        long[] out = quotients.longs(2 * length);
        long divisor = WideOperand.power(surplus);
        for (int i = 0; i < length; i++) {
            WideDivision.halfUp(words[2 * i + 1], words[2 * i], divisor, out, i);
        }
        if (!narrow) {
            return true;
        }
        long[] low = results.longs(length);
        long limit = WideOperand.power(to.precision());
        long failed = 0;
        for (int i = 0; i < length; i++) {
            low[i] = out[2 * i];
            failed |= out[2 * i + 1] ^ low[i] >> 63 | (low[i] >= limit || low[i] <= -limit ? 1 : 0);
        }
        return failed == 0;
    }

    private LongVector widen(IntVector ints, int length) {
        long[] out = asLongs.longs(length);
        for (int i = 0; i < length; i++) {
            out[i] = ints.values()[i];
        }
        return new LongVector(DataType.BIGINT, out, length, ints.validity());
    }

    private LongVector widen(BooleanVector bytes, int length) {
        long[] out = asLongs.longs(length);
        for (int i = 0; i < length; i++) {
            out[i] = bytes.values()[i];
        }
        return new LongVector(DataType.BIGINT, out, length, bytes.validity());
    }

    /** False when some value may be too large. */
    private boolean rescale(long[] values, int length) {
        long[] out = results.longs(length);
        int change = to.scale() - fromScale;
        long limit = WideOperand.power(to.precision());
        long failed = 0;
        if (change >= 0) {
            long factor = WideOperand.power(change);
            long most = limit / factor;
            for (int i = 0; i < length; i++) {
                long value = values[i];
                out[i] = value * factor;
                failed |= value >= most || value <= -most ? 1 : 0;
            }
            return proved || failed == 0;
        }
        long divisor = WideOperand.power(-change);
        long half = divisor / 2;
        for (int i = 0; i < length; i++) {
            long value = values[i];
            long quotient = value / divisor;
            long rest = value - quotient * divisor;
            quotient += rest >= half ? 1 : rest <= -half ? -1 : 0;
            out[i] = quotient;
            failed |= quotient >= limit || quotient <= -limit ? 1 : 0;
        }
        return failed == 0;
    }

    private Vector exact(Vector input, int length, @Nullable Selection rows) {
        long[] out = results.longs(narrow ? length : 2 * length);
        long[] validity = input.validity();
        long[] valid = validity;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (!Validity.isValid(validity, row)) {
                continue;
            }
            BigDecimal exact = decimal(input, row, fromScale);
            BigInteger unscaled = exact == null ? null : rounded(exact, input, row);
            if (unscaled == null) {
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            } else if (narrow) {
                out[row] = unscaled.longValue();
            } else {
                out[2 * row] = unscaled.longValue();
                out[2 * row + 1] = unscaled.shiftRight(64).longValue();
            }
        }
        return narrow ? new LongVector(to, out, length, valid) : new Decimal128Vector(to, out, length, valid);
    }

    private @Nullable BigInteger rounded(BigDecimal exact, Vector input, int row) {
        BigDecimal rounded = exact.setScale(to.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() <= to.precision()) {
            return rounded.unscaledValue();
        }
        if (cast.onError() == OnError.THROW) {
            throw CastErrors.overflow(cast, Values.get(input, row));
        }
        return null;
    }

    /** A row's number; null for NaN and infinities, which no decimal is. */
    static @Nullable BigDecimal decimal(Vector input, int row, int scale) {
        return switch (input) {
            case LongVector longs -> BigDecimal.valueOf(longs.values()[row], scale);
            case Decimal128Vector wide -> new BigDecimal(Values.decimal128(wide.words()[2 * row], wide.words()[2 * row + 1]), scale);
            case DoubleVector doubles -> Double.isFinite(doubles.values()[row]) ? BigDecimal.valueOf(doubles.values()[row]) : null;
            default -> throw new IllegalArgumentException(input.type().sql());
        };
    }
}
