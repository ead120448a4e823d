package dev.millrace.files.parquet;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a property for several seeds; a failure names the seed, and {@code -Dseed=N} runs that one alone; {@code -Dsoak=20} runs twenty
 * times as many.
 */
public final class Seeds {
    private Seeds() {}

    /** Runs {@code property} with {@code count} different sources of random values. */
    public static void each(int count, Consumer<Random> property) {
        Long only = Long.getLong("seed");
        long first = only != null ? only : System.nanoTime();
        for (long seed = first; seed < first + (only != null ? 1 : (long) count * Integer.getInteger("soak", 1)); seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fails with -Dseed=" + seed, e);
            }
        }
    }

    /** Bytes of which some repeat, so that a compressor finds something: {@code 0} to {@code maxLength} of them. */
    public static byte[] compressible(Random random, int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength + 1)];
        int alphabet = 1 + random.nextInt(random.nextBoolean() ? 4 : 255);
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0 && random.nextInt(4) > 0) {
                int distance = 1 + random.nextInt(Math.min(i, random.nextBoolean() ? 20 : 70_000));
                int end = Math.min(bytes.length, i + 1 + random.nextInt(random.nextBoolean() ? 12 : 300));
                for (; i < end; i++) {
                    bytes[i] = bytes[i - distance];
                }
                i--;
            } else {
                bytes[i] = (byte) random.nextInt(alphabet);
            }
        }
        return bytes;
    }
}
