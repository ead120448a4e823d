package dev.millrace.executor.operator.join;

import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows by a 64-bit key: the first row of each key here, rows of the same key chained by their numbers. When the keys lie close together
 * they are positions in an array; when they lie a little further apart a bitmap tells which there are, and counting its bits gives the
 * position; else a hash table with linear probing, half full, keys and rows in arrays of their own.
 */
sealed interface KeyIndex {

    long PHI = 0x9e37_79b9_7f4a_7c15L;

    /** Keys over so small a range are positions however few they are. */
    int DIRECT_RANGE = 4096;

    /** Positions over this range stay in a core's cache, where they are faster than bits. */
    int CACHED_RANGE = 1 << 18;

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
        Chain chain = new Chain(rows, memory);
        if (!dense || count == 0 || range < 0 || range >= Math.min(Integer.MAX_VALUE - 64, 64L * count + DIRECT_RANGE)) {
            return Hashed.of(keys, rows, usable, count, chain);
        }
        return range < 2L * count + DIRECT_RANGE || range < CACHED_RANGE
                ? Direct.of(keys, rows, usable, min, (int) range + 1, chain)
                : Ranked.of(keys, rows, usable, min, (int) range + 1, chain);
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

    /**
     * For every 64 keys two words: a bit for each key that there is, and how many keys there are before. That number of a key is its place
     * in {@code heads}, its first row.
     */
    record Ranked(long min, long range, long[] cells, int[] heads, int @Nullable [] next) implements KeyIndex {

        static Ranked of(long[] keys, int rows, long @Nullable [] usable, long min, int range, Chain chain) {
            int words = (range + 63) >> 6;
            chain.memory.reserve(16L * words);
            long[] cells = new long[2 * words];
            for (int row = 0; row < rows; row++) {
                if (usable == null || (usable[row >> 6] >>> row & 1) != 0) {
                    long at = keys[row] - min;
                    cells[(int) (at >> 6) << 1] |= 1L << at;
                }
            }
            int distinct = 0;
            for (int cell = 0; cell < cells.length; cell += 2) {
                cells[cell + 1] = distinct;
                distinct += Long.bitCount(cells[cell]);
            }
            chain.memory.reserve(4L * distinct);
            int[] heads = new int[distinct];
            Arrays.fill(heads, -1);
            for (int row = rows - 1; row >= 0; row--) {
                if (usable == null || (usable[row >> 6] >>> row & 1) != 0) {
                    int place = place(cells, keys[row] - min);
                    if (heads[place] >= 0) {
                        chain.link(row, heads[place]);
                    }
                    heads[place] = row;
                }
            }
            return new Ranked(min, range, cells, heads, chain.next);
        }

        /** How many keys there are before this one. */
        private static int place(long[] cells, long at) {
            int cell = (int) (at >> 6) << 1;
            return (int) cells[cell + 1] + Long.bitCount(cells[cell] & (1L << at) - 1);
        }

        @Override
        public void find(long[] keys, int count, int[] rows) {
            long[] known = cells;
            int[] first = heads;
            for (int i = 0; i < count; i++) {
                long at = keys[i] - min;
                boolean there = at >= 0 && at < range && (known[(int) (at >> 6) << 1] >>> at & 1) != 0;
                rows[i] = there ? first[place(known, at)] : -1;
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
                    int slot = (int) ((key * PHI) >>> shift);
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
                int slot = (int) ((key * PHI) >>> shift);
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
