package dev.millrace.testkit.simulation;

/** Everything random in a run comes from here. The generator is SplitMix64 (Steele, Lea, Flood 2014). */
final class Dice {

    private long state;

    Dice(long seed) {
        this.state = mix(seed);
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** From {@code least} to {@code most}. */
    long between(long least, long most) {
        return least + (next() >>> 1) % (most - least + 1);
    }

    boolean chance(int perMille) {
        return below(1000) < perMille;
    }

    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
