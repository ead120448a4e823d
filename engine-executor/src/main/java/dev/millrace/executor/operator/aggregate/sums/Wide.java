package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic on 128-bit integers held as a low and a high word. */
final class Wide {

    private static final long[] POWERS = powers();
    private static final int MAX_LONG_DIGITS = 18;

    private Wide() {}

    private static long[] powers() {
        long[] powers = new long[MAX_LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** True when the value is a long: its low word. */
    static boolean isLong(long low, long high) {
        return high == low >> 63;
    }

    /** True when the value has at most {@code digits} decimal digits. */
    static boolean fits(long low, long high, int digits) {
        if (isLong(low, high)) {
            return digits > MAX_LONG_DIGITS || (low < POWERS[digits] && low > -POWERS[digits]);
        }
        return digits > MAX_LONG_DIGITS && Values.decimal128(low, high).abs().compareTo(BigInteger.TEN.pow(digits)) < 0;
    }

    static double toDouble(long low, long high) {
        return isLong(low, high) ? low : Values.decimal128(low, high).doubleValue();
    }

    /** {@code sum * 10^shift / count}, rounded half up (away from zero). */
    static BigInteger average(long low, long high, int shift, long count) {
        BigDecimal scaled = new BigDecimal(Values.decimal128(low, high)).scaleByPowerOfTen(shift);
        return scaled.divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP).toBigInteger();
    }

    /** True when {@link #averageOfLong} gives what {@link #average} would. */
    static boolean isShort(long low, long high, int shift) {
        return isLong(low, high) && shift <= MAX_LONG_DIGITS && Math.abs(low) < Long.MAX_VALUE / 2 / POWERS[shift] && low != Long.MIN_VALUE;
    }

    static long averageOfLong(long sum, int shift, long count) {
        long scaled = sum * POWERS[shift];
        long quotient = scaled / count;
        long rest = Math.abs(scaled % count);
        return rest >= count - rest ? quotient + Long.signum(scaled) : quotient;
    }

    /** A DECIMAL column from 128-bit words, low word first. */
    static Vector vector(DataType type, long[] words, int count, long @Nullable [] validity) {
        if (type.storage() == Storage.DECIMAL128) {
            return new Decimal128Vector(type, words, count, validity);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = words[2 * i];
        }
        return new LongVector(type, values, count, validity);
    }
}
