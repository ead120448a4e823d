package dev.millrace.executor.kernel.compare;

import java.util.Arrays;

/** A set of longs by open addressing (Fibonacci hashing, at most half full). Fixed once it is made. */
final class LongSet {

    private final long[] slots;
    private final int shift;
    private final boolean hasZero;

    LongSet(long[] values) {
        int capacity = Integer.highestOneBit(Math.max(2, values.length)) << 2;
        this.slots = new long[capacity];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        this.hasZero = Arrays.stream(values).anyMatch(value -> value == 0);
        for (long value : values) {
            int slot = slot(value);
            while (slots[slot] != 0 && slots[slot] != value) {
                slot = slot + 1 & capacity - 1;
            }
            slots[slot] = value;
        }
    }

    boolean contains(long value) {
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
