package dev.millrace.executor.kernel.arithmetic;

/**
 * Division of a 128-bit number by a 64-bit one, rounded half up, which is away from zero. Knuth, TAOCP 2, 4.3.1, algorithm D with digits
 * of 32 bits.
 */
public final class WideDivision {

    private static final long LOW = 0xFFFF_FFFFL;

    private WideDivision() {}

    /**
     * Writes the quotient to {@code out[2 * row]} and after it.
     *
     * @param high    upper word of the dividend, whose magnitude is below 2^127
     * @param divisor not 0 and not {@code Long.MIN_VALUE}
     */
    public static void halfUp(long high, long low, long divisor, long[] out, int row) {
        boolean negative = high < 0;
        long upper = negative ? ~high + (low == 0 ? 1 : 0) : high;
        long lower = negative ? -low : low;
        long by = Math.abs(divisor);
        long first = Long.divideUnsigned(upper, by);
        long rest = upper - first * by;
        long second = rest == 0 ? Long.divideUnsigned(lower, by) : divide(rest, lower, by);
        long remainder = lower - second * by;
        // The remainder is below the divisor, so this holds exactly when it is at least half of it.
        if (remainder >= by - remainder) {
            second++;
            first += second == 0 ? 1 : 0;
        }
        boolean flip = negative != divisor < 0;
        out[2 * row] = flip ? -second : second;
        out[2 * row + 1] = flip ? ~first + (second == 0 ? 1 : 0) : first;
    }

    /** {@code (high * 2^64 + low) / by} for {@code high < by}, so that one word is enough. */
    private static long divide(long high, long low, long by) {
        int shift = Long.numberOfLeadingZeros(by);
        long divisor = by << shift;
        long upper = shift == 0 ? high : high << shift | low >>> Long.SIZE - shift;
        long lower = low << shift;
        long top = divisor >>> 32;
        long bottom = divisor & LOW;
        long one = digit(upper, lower >>> 32, top, bottom);
        long rest = (upper << 32 | lower >>> 32) - one * divisor;
        long other = digit(rest, lower & LOW, top, bottom);
        return (one << 32) + other;
    }

    /** One digit of the quotient: estimated from the divisor's upper half, then corrected at most twice. */
    private static long digit(long upper, long next, long top, long bottom) {
        long digit = Long.divideUnsigned(upper, top);
        long rest = upper - digit * top;
        while (digit > LOW || Long.compareUnsigned(digit * bottom, rest << 32 | next) > 0) {
            digit--;
            rest += top;
            if (rest > LOW) {
                break;
            }
        }
        return digit;
    }
}
