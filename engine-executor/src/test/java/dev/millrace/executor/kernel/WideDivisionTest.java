package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.columnar.Values;
import dev.millrace.executor.kernel.arithmetic.WideDivision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 128-bit quotients agree with BigDecimal. */
class WideDivisionTest {

    private static void check(BigInteger dividend, long divisor, String seed) {
        long[] out = new long[2];
        WideDivision.halfUp(dividend.shiftRight(64).longValue(), dividend.longValue(), divisor, out, 0);
        BigInteger expected = new BigDecimal(dividend).divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP).unscaledValue();
        assertEquals(expected, Values.decimal128(out[0], out[1]), () -> seed + ": " + dividend + " / " + divisor);
    }

    @Test
    void randomQuotients() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            BigInteger dividend = new BigInteger(random.nextInt(128), random);
            long divisor = Math.max(1, random.nextLong() >>> 1 + random.nextInt(63));
            check(random.nextBoolean() ? dividend : dividend.negate(), random.nextBoolean() ? divisor : -divisor, "seed " + seed);
        }
    }

    @Test
    void edges() {
        BigInteger most = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
        long[] divisors = {1, -1, 2, 3, 10, Long.MAX_VALUE, -Long.MAX_VALUE, 1L << 32, (1L << 32) - 1, 1L << 62, 0xFFFF_FFFF_0000_0000L};
        for (long divisor : divisors) {
            for (BigInteger dividend : new BigInteger[] {most, most.negate(), BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO.pow(64),
                    BigInteger.TWO.pow(64).negate(), BigInteger.TWO.pow(64).subtract(BigInteger.ONE), BigInteger.valueOf(5),
                    BigInteger.valueOf(-5)}) {
                check(dividend, divisor, "edge");
            }
        }
    }
}
