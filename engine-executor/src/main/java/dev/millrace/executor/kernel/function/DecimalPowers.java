package dev.millrace.executor.kernel.function;

/** Powers of ten that a BIGINT holds. */
final class DecimalPowers {

    private DecimalPowers() {}

    /** @param exponent 0 to 18 */
    static long of(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
