package dev.millrace.executor.kernel.arithmetic;

/** Loops over doubles. */
final class DoubleLoops {

    private DoubleLoops() {}

    static void add(double[] left, double[] right, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] + right[i];
        }
    }

    static void subtract(double[] left, double[] right, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] - right[i];
        }
    }

    static void multiply(double[] left, double[] right, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] * right[i];
        }
    }

    static void divide(double[] left, double[] right, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] / right[i];
        }
    }

    static void remainder(double[] left, double[] right, double[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = left[i] % right[i];
        }
    }

    static boolean anyZero(double[] values, int length) {
        int zero = 0;
        for (int i = 0; i < length; i++) {
            zero |= values[i] == 0 ? 1 : 0;
        }
        return zero != 0;
    }

    static void roundToFloat(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = (float) values[i];
        }
    }
}
