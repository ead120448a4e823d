package dev.millrace.executor.kernel.compare;

import java.util.Arrays;

/**
 * A set of longs: one bit each when they lie close together, else by open addressing (Fibonacci hashing, at most a quarter full). Fixed
 * once it is made.
 */
final class LongSet {

    private static final int BITS_AT_LEAST = 1 << 16;

    private final long min;
    private final long span;
    private final long[] bits;
    private final long[] slots;
    private final int shift;
    private final boolean hasZero;

    LongSet(long[] values) {
        this.min = Arrays.stream(values).min().orElse(0);
        long max = Arrays.stream(values).max().orElse(0);
        long most = Math.max(BITS_AT_LEAST, 64L * values.length);
        boolean close = max - min >= 0 && max - min < most;
        this.span = close ? max - min : -1;
        this.bits = new long[close ? (int) (span >> 6) + 1 : 0];
        int capacity = close ? 4 : Integer.highestOneBit(Math.max(2, values.length)) << 3;
        this.slots = new long[capacity];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        this.hasZero = Arrays.stream(values).anyMatch(value -> value == 0);
        for (long value : values) {
            if (close) {
                bits[(int) (value - min >> 6)] |= 1L << value - min;
                continue;
            }
            int slot = slot(value);
            while (slots[slot] != 0 && slots[slot] != value) {
                slot = slot + 1 & capacity - 1;
            }
            slots[slot] = value;
        }
    }

    /** True when values are told apart by bits: then {@link #bit} is the faster way to ask. */
    boolean isClose() {
        return span >= 0;
    }

    /** 1 when the set has the value; only when {@link #isClose}. */
    int bit(long value) {
        long place = value - min;
        int inside = place >= 0 && place <= span ? 1 : 0;
        return (int) (bits[(int) (place >> 6) * inside] >>> place) & inside;
    }

    boolean contains(long value) {
        if (span >= 0) {
            return bit(value) != 0;
        }
        if (value == 0) {
            return hasZero;
        }
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }

    private int slot(long value) {
        return (int) (value * 0x9E37_79B9_7F4A_7C15L >>> shift);
    }
}
