package dev.millrace.executor.kernel.arithmetic;

/** Loops over 128-bit integers in two's complement, two words a value, low word first. All wrap around. */
final class DecimalLoops {

    private DecimalLoops() {}

    /** {@code values * factor}. */
    static void product(long[] values, long factor, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            long a = values[i];
            out[2 * i] = a * factor;
            out[2 * i + 1] = Math.multiplyHigh(a, factor);
        }
    }

    /** {@code left * right}, one word each. */
    static void product(long[] left, long[] right, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            long a = left[i];
            long b = right[i];
            out[2 * i] = a * b;
            out[2 * i + 1] = Math.multiplyHigh(a, b);
        }
    }

    /** {@code words * right} for words that fit into one; not 0 when some do not, then the result is unspecified. */
    static long narrowProduct(long[] words, long[] right, long[] out, int length) {
        long wide = 0;
        for (int i = 0; i < length; i++) {
            long a = words[2 * i];
            long b = right[i];
            wide |= words[2 * i + 1] ^ a >> 63;
            out[2 * i] = a * b;
            out[2 * i + 1] = Math.multiplyHigh(a, b);
        }
        return wide;
    }

    /** As the other, with one right side for all. */
    static long narrowProduct(long[] words, long b, long[] out, int length) {
        long wide = 0;
        for (int i = 0; i < length; i++) {
            long a = words[2 * i];
            wide |= words[2 * i + 1] ^ a >> 63;
            out[2 * i] = a * b;
            out[2 * i + 1] = Math.multiplyHigh(a, b);
        }
        return wide;
    }

    /** The low words; not 0 when some value does not fit into one. */
    static long narrow(long[] words, long[] out, int length) {
        long wide = 0;
        for (int i = 0; i < length; i++) {
            long low = words[2 * i];
            wide |= words[2 * i + 1] ^ low >> 63;
            out[i] = low;
        }
        return wide;
    }

    /** {@code words * factor}; the factor is not negative. */
    static void scale(long[] words, long factor, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            long low = words[2 * i];
            out[2 * i] = low * factor;
            out[2 * i + 1] = Math.unsignedMultiplyHigh(low, factor) + words[2 * i + 1] * factor;
        }
    }

    /** {@code left + right}; negative when some sum overflowed 128 bits. */
    static long add(long[] left, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[2 * i];
            long low = a + right[2 * i];
            long carry = Long.compareUnsigned(low, a) < 0 ? 1 : 0;
            long ah = left[2 * i + 1];
            long bh = right[2 * i + 1];
            long high = ah + bh + carry;
            out[2 * i] = low;
            out[2 * i + 1] = high;
            overflow |= (ah ^ high) & (bh ^ high);
        }
        return overflow;
    }

    /** {@code left - right}; negative when some difference overflowed 128 bits. */
    static long subtract(long[] left, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[2 * i];
            long b = right[2 * i];
            long borrow = Long.compareUnsigned(a, b) < 0 ? 1 : 0;
            long ah = left[2 * i + 1];
            long bh = right[2 * i + 1];
            long high = ah - bh - borrow;
            out[2 * i] = a - b;
            out[2 * i + 1] = high;
            overflow |= (ah ^ bh) & (ah ^ high);
        }
        return overflow;
    }

    /** Negative when some value's magnitude has a high word of at least {@code highBound}: a cheap sign that it may be too large. */
    static long beyond(long[] words, long highBound, int length) {
        long beyond = 0;
        for (int i = 0; i < length; i++) {
            long high = words[2 * i + 1];
            long magnitude = high ^ high >> 63;
            beyond |= highBound - 1 - magnitude;
        }
        return beyond;
    }
}
