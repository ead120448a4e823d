package dev.millrace.executor.kernel.arithmetic;

/** Loops over 64-bit integers. Those that return a long return it negative when some row overflowed. */
final class LongLoops {

    private LongLoops() {}

    static long add(long[] left, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[i];
            long b = right[i];
            long sum = a + b;
            out[i] = sum;
            overflow |= (a ^ sum) & (b ^ sum);
        }
        return overflow;
    }

    static long add(long[] left, long b, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[i];
            long sum = a + b;
            out[i] = sum;
            overflow |= (a ^ sum) & (b ^ sum);
        }
        return overflow;
    }

    static long subtract(long[] left, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[i];
            long b = right[i];
            long difference = a - b;
            out[i] = difference;
            overflow |= (a ^ b) & (a ^ difference);
        }
        return overflow;
    }

    static long subtract(long[] left, long b, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long a = left[i];
            long difference = a - b;
            out[i] = difference;
            overflow |= (a ^ b) & (a ^ difference);
        }
        return overflow;
    }

    static long subtract(long a, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long b = right[i];
            long difference = a - b;
            out[i] = difference;
            overflow |= (a ^ b) & (a ^ difference);
        }
        return overflow;
    }

    static long multiply(long[] left, long[] right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long product = left[i] * right[i];
            out[i] = product;
            overflow |= Math.multiplyHigh(left[i], right[i]) ^ product >> 63;
        }
        return overflow == 0 ? 0 : -1;
    }

    static long multiply(long[] left, long right, long[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long product = left[i] * right;
            out[i] = product;
            overflow |= Math.multiplyHigh(left[i], right) ^ product >> 63;
        }
        return overflow == 0 ? 0 : -1;
    }

    /**
     * Quotients rounded towards zero; a division by zero, and the one quotient that does not fit, give an unspecified value and return
     * negative.
     */
    static long divide(long[] left, long[] right, long[] out, int length) {
        long failed = 0;
        for (int i = 0; i < length; i++) {
            long b = right[i];
            failed |= b == 0 || b == -1 && left[i] == Long.MIN_VALUE ? -1 : 0;
            out[i] = left[i] / (b == 0 ? 1 : b);
        }
        return failed;
    }

    static long remainder(long[] left, long[] right, long[] out, int length) {
        long failed = 0;
        for (int i = 0; i < length; i++) {
            long b = right[i];
            failed |= b == 0 ? -1 : 0;
            out[i] = left[i] % (b == 0 ? 1 : b);
        }
        return failed;
    }

    /** {@code left * leftFactor + right * rightFactor}, known not to overflow. */
    static void linear(long[] left, long leftFactor, long[] right, long rightFactor, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] * leftFactor + right[i] * rightFactor;
        }
    }

    /** {@code values * factor + addend}, known not to overflow. */
    static void linear(long[] values, long factor, long addend, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = values[i] * factor + addend;
        }
    }

    /** {@code left * right}, known not to overflow. */
    static void product(long[] left, long[] right, long[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] * right[i];
        }
    }
}
