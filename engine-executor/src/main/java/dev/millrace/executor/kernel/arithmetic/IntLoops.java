package dev.millrace.executor.kernel.arithmetic;

/** Loops over 32-bit integers. Those that return an int return it negative when some row overflowed. */
final class IntLoops {

    private IntLoops() {}

    static int add(int[] left, int[] right, int[] out, int length) {
        int overflow = 0;
        for (int i = 0; i < length; i++) {
            int a = left[i];
            int b = right[i];
            int sum = a + b;
            out[i] = sum;
            overflow |= (a ^ sum) & (b ^ sum);
        }
        return overflow;
    }

    static int add(int[] left, int b, int[] out, int length) {
        int overflow = 0;
        for (int i = 0; i < length; i++) {
            int a = left[i];
            int sum = a + b;
            out[i] = sum;
            overflow |= (a ^ sum) & (b ^ sum);
        }
        return overflow;
    }

    static int subtract(int[] left, int[] right, int[] out, int length) {
        int overflow = 0;
        for (int i = 0; i < length; i++) {
            int a = left[i];
            int b = right[i];
            int difference = a - b;
            out[i] = difference;
            overflow |= (a ^ b) & (a ^ difference);
        }
        return overflow;
    }

    static int multiply(int[] left, int[] right, int[] out, int length) {
        long overflow = 0;
        for (int i = 0; i < length; i++) {
            long product = (long) left[i] * right[i];
            out[i] = (int) product;
            overflow |= product ^ (int) product;
        }
        return overflow == 0 ? 0 : -1;
    }

    static int divide(int[] left, int[] right, int[] out, int length) {
        int failed = 0;
        for (int i = 0; i < length; i++) {
            int b = right[i];
            failed |= b == 0 || b == -1 && left[i] == Integer.MIN_VALUE ? -1 : 0;
            out[i] = left[i] / (b == 0 ? 1 : b);
        }
        return failed;
    }

    static int remainder(int[] left, int[] right, int[] out, int length) {
        int failed = 0;
        for (int i = 0; i < length; i++) {
            int b = right[i];
            failed |= b == 0 ? -1 : 0;
            out[i] = left[i] % (b == 0 ? 1 : b);
        }
        return failed;
    }

    /** Negative when some value lies outside {@code [min, max]}. */
    static int outside(int[] values, int min, int max, int length) {
        long outside = 0;
        for (int i = 0; i < length; i++) {
            outside |= (long) values[i] - min | (long) max - values[i];
        }
        return outside < 0 ? -1 : 0;
    }
}
