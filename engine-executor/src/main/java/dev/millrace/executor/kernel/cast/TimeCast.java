package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.expr.Cast;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** DATE, TIMESTAMP and TIMESTAMP_NTZ into each other, and TIMESTAMP from and into numbers, which count seconds. */
final class TimeCast implements UnaryKernel {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private final Cast cast;
    private final ZoneShift zone;
    private final ResultArrays results = new ResultArrays();

    TimeCast(Cast cast, ZoneId zone) {
        this.cast = cast;
        this.zone = new ZoneShift(zone);
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        return switch (cast.type()) {
            case DataType.DateType _ -> toDate((LongVector) input, length);
            case DataType.DoubleType _, DataType.FloatType _ -> toDouble((LongVector) input, length);
            case DataType.LongType _ -> toSeconds((LongVector) input, length);
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _ -> toInt((LongVector) input, length, rows);
            default -> toTimestamp(input, length, rows);
        };
    }

    private Vector toDate(LongVector input, int length) {
        boolean instant = input.type() instanceof DataType.TimestampType;
        int[] out = results.ints(length);
        for (int i = 0; i < length; i++) {
            long local = instant && Validity.isValid(input.validity(), i) ? zone.toLocal(input.values()[i]) : input.values()[i];
            out[i] = (int) Math.floorDiv(local, MICROS_PER_DAY);
        }
        return new IntVector(cast.type(), out, length, input.validity());
    }

    private Vector toSeconds(LongVector input, int length) {
        long[] out = results.longs(length);
        for (int i = 0; i < length; i++) {
            out[i] = Math.floorDiv(input.values()[i], MICROS_PER_SECOND);
        }
        return new LongVector(cast.type(), out, length, input.validity());
    }

    private Vector toInt(LongVector input, int length, @Nullable Selection rows) {
        long[] seconds = results.longs(length);
        int[] out = results.ints(length);
        int bits = switch (cast.type()) {
            case DataType.ByteType _ -> Byte.SIZE;
            case DataType.ShortType _ -> Short.SIZE;
            default -> Integer.SIZE;
        };
        boolean failed = false;
        for (int i = 0; i < length; i++) {
            seconds[i] = Math.floorDiv(input.values()[i], MICROS_PER_SECOND);
            out[i] = (int) seconds[i];
            failed |= !fits(seconds[i], bits);
        }
        long[] validity = failed ? FailedRows.resolve(input.validity(), length, rows, cast.onError(), row -> !fits(seconds[row], bits),
                row -> CastErrors.overflow(cast, input.values()[row])) : input.validity();
        return new IntVector(cast.type(), out, length, validity);
    }

    private static boolean fits(long value, int bits) {
        return value << Long.SIZE - bits >> Long.SIZE - bits == value;
    }

    private Vector toDouble(LongVector input, int length) {
        double[] out = results.doubles(length);
        boolean asFloat = cast.type() instanceof DataType.FloatType;
        for (int i = 0; i < length; i++) {
            double seconds = input.values()[i] / (double) MICROS_PER_SECOND;
            out[i] = asFloat ? (float) seconds : seconds;
        }
        return new DoubleVector(cast.type(), out, length, input.validity());
    }

    private Vector toTimestamp(Vector input, int length, @Nullable Selection rows) {
        boolean instant = cast.type() instanceof DataType.TimestampType;
        long[] out = results.longs(length);
        long[] validity = input.validity();
        int count = rows == null ? length : rows.count();
        long[] valid = validity;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (!Validity.isValid(validity, row)) {
                continue;
            }
            if (input instanceof DoubleVector doubles && !Double.isFinite(doubles.values()[row])) {
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
                continue;
            }
            out[row] = micros(input, row, instant);
        }
        return new LongVector(cast.type(), out, length, valid);
    }

    private long micros(Vector input, int row, boolean instant) {
        return switch (input.type()) {
            case DataType.DateType _ -> {
                long local = ((IntVector) input).values()[row] * MICROS_PER_DAY;
                yield instant ? zone.toInstant(local) : local;
            }
            case DataType.TimestampType _ -> zone.toLocal(((LongVector) input).values()[row]);
            case DataType.TimestampNtzType _ -> zone.toInstant(((LongVector) input).values()[row]);
            case DataType.DoubleType _, DataType.FloatType _ -> (long) (((DoubleVector) input).values()[row] * MICROS_PER_SECOND);
            case DataType.DecimalType(var _, var scale) -> {
                BigDecimal seconds = input instanceof LongVector longs ? BigDecimal.valueOf(longs.values()[row], scale)
                        : new BigDecimal(
                                Values.decimal128(((Decimal128Vector) input).words()[2 * row],
                                        ((Decimal128Vector) input).words()[2 * row + 1]),
                                scale);
                yield seconds.movePointRight(6).setScale(0, RoundingMode.DOWN).longValue();
            }
            default -> seconds(input instanceof IntVector ints ? ints.values()[row] : ((LongVector) input).values()[row]);
        };
    }

    /** Seconds as microseconds; what is too large becomes the largest there is. */
    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toMicros(seconds);
    }
}
