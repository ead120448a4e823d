package dev.millrace.executor.kernel.function;

import java.util.Random;

/**
 * The generator of Spark's {@code rand}: an xorshift generator whose seed is hashed first, so that seeds in a row give sequences that
 * differ. What it draws of a seed is what Spark draws.
 *
 * <p>G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003), with the shifts 21, 35 and 4.
 */
final class XorShiftRandom extends Random {

    private static final long serialVersionUID = 1L;
    private static final int HASH_SEED = 0x3c074a61;

    private long state;

    /** @param seed as the user gives it */
    XorShiftRandom(long seed) {
        super(seed);
        state = hashed(seed);
    }

    @Override
    protected int next(int bits) {
        long next = state ^ (state << 21);
        next ^= next >>> 35;
        next ^= next << 4;
        state = next;
        return (int) (next & ((1L << bits) - 1));
    }

    private static long hashed(long seed) {
        int low = murmur(seed, HASH_SEED);
        int high = murmur(seed, low);
        return ((long) high << 32) | (low & 0xFFFFFFFFL);
    }

    /** Murmur3 of the eight bytes, the highest first, which are read as two words with the lowest byte first. */
    private static int murmur(long bytes, int seed) {
        int hash = mixed(seed, Integer.reverseBytes((int) (bytes >>> 32)));
        hash = mixed(hash, Integer.reverseBytes((int) bytes)) ^ Long.BYTES;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int hash, int word) {
        int mixed = hash ^ (Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593);
        return Integer.rotateLeft(mixed, 13) * 5 + 0xe6546b64;
    }
}
