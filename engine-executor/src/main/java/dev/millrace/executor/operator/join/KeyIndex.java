package dev.millrace.executor.operator.join;

import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows by a 64-bit key: the first row of each key here, rows of the same key chained by their numbers. When the keys lie close together they are positions in
 * an array; else a hash table with linear probing, half full, keys and rows in arrays of their own.
 */
sealed interface KeyIndex {

    long PHI = 0x9e37_79b9_7f4a_7c15L;

    /** For each of the first {@code count} keys its first row, or -1. */
    void find(long[] keys, int count, int[] rows);

    /** For each row the next one of the same key, or -1; null when every key has one row only. */
    int @Nullable [] next();

    /**
     * @param keys   one for each row
     * @param usable bit of each row that is to be found, or null for all
     * @param dense  keys are values, whose range may be narrow; not hashes
     * @param memory where the arrays are counted
     */
    static KeyIndex build(long[] keys, int rows, long @Nullable [] usable, boolean dense, MemoryPool memory) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (usable == null || (usable[row >> 6] >>> row & 1) != 0) {
                min = Math.min(min, keys[row]);
                max = Math.max(max, keys[row]);
                count++;
            }
        }
        long range = max - min;
        boolean direct = dense && count > 0 && range >= 0 && range < Math.max(1024L, 16L * count) && range < Integer.MAX_VALUE - 64;
        Chain chain = new Chain(rows, memory);
        return direct ? Direct.of(keys, rows, usable, min, (int) range + 1, chain) : Hashed.of(keys, rows, usable, count, chain);
    }

    /** Links rows of equal keys; the array is made with the first link. */
    final class Chain {

        private final int rows;
        private final MemoryPool memory;
        private int @Nullable [] next;

        Chain(int rows, MemoryPool memory) {
            this.rows = rows;
            this.memory = memory;
        }

        void link(int row, int to) {
            if (next == null) {
                memory.reserve(4L * rows);
                next = new int[rows];
                Arrays.fill(next, -1);
            }
            next[row] = to;
        }
    }

    /** {@code heads[key - min]} is one more than the key's first row, or 0. */
    record Direct(long min, int[] heads, int @Nullable [] next) implements KeyIndex {

        static Direct of(long[] keys, int rows, long @Nullable [] usable, long min, int size, Chain chain) {
            chain.memory.reserve(4L * size);
            int[] heads = new int[size];
            for (int row = rows - 1; row >= 0; row--) {
                if (usable == null || (usable[row >> 6] >>> row & 1) != 0) {
                    int at = (int) (keys[row] - min);
                    if (heads[at] != 0) {
                        chain.link(row, heads[at] - 1);
                    }
                    heads[at] = row + 1;
                }
            }
            return new Direct(min, heads, chain.next);
        }

        @Override
        public void find(long[] keys, int count, int[] rows) {
            int[] all = heads;
            long first = min;
            for (int i = 0; i < count; i++) {
                long at = keys[i] - first;
                rows[i] = at >= 0 && at < all.length ? all[(int) at] - 1 : -1;
            }
        }
    }

    /** Slot {@code s} holds the key {@code slotKeys[s]} when {@code heads[s]}, one more than its first row, is not 0. */
    record Hashed(long[] slotKeys, int[] heads, int shift, int @Nullable [] next) implements KeyIndex {

        static Hashed of(long[] keys, int rows, long @Nullable [] usable, int count, Chain chain) {
            int bits = Math.max(4, Long.SIZE - Long.numberOfLeadingZeros(2L * Math.max(1, count) - 1));
            if (bits > 30) {
                throw chain.memory.exceeded(12L << bits);
            }
            chain.memory.reserve(12L << bits);
            int shift = Long.SIZE - bits;
            long[] slotKeys = new long[1 << bits];
            int[] heads = new int[1 << bits];
            int mask = heads.length - 1;
            for (int row = rows - 1; row >= 0; row--) {
                if (usable == null || (usable[row >> 6] >>> row & 1) != 0) {
                    long key = keys[row];
                    int slot = (int) (key * PHI >>> shift);
                    while (heads[slot] != 0 && slotKeys[slot] != key) {
                        slot = slot + 1 & mask;
                    }
                    if (heads[slot] != 0) {
                        chain.link(row, heads[slot] - 1);
                    }
                    slotKeys[slot] = key;
                    heads[slot] = row + 1;
                }
            }
            return new Hashed(slotKeys, heads, shift, chain.next);
        }

        @Override
        public void find(long[] keys, int count, int[] rows) {
            long[] known = slotKeys;
            int[] first = heads;
            int mask = first.length - 1;
            for (int i = 0; i < count; i++) {
                long key = keys[i];
                int slot = (int) (key * PHI >>> shift);
                int head = first[slot];
                while (head != 0 && known[slot] != key) {
                    slot = slot + 1 & mask;
                    head = first[slot];
                }
                rows[i] = head - 1;
            }
        }
    }
}
