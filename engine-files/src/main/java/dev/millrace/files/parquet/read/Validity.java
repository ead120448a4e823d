package dev.millrace.files.parquet.read;

/** Bitmaps of which rows are not null. */
final class Validity {
    private Validity() {}

    /** Sets the bits from {@code from} to before {@code to}. */
    static void set(long[] bits, int from, int to) {
        if (from >= to) {
            return;
        }
        int first = from >> 6;
        int last = to - 1 >> 6;
        long head = -1L << from;
        long tail = -1L >>> -to;
        if (first == last) {
            bits[first] |= head & tail;
            return;
        }
        bits[first] |= head;
        for (int word = first + 1; word < last; word++) {
            bits[word] = -1L;
        }
        bits[last] |= tail;
    }

    /** Writes {@code count} bits from {@code at} on: 1 where {@code flags} is 1. Bits behind them become 0. */
    static void write(long[] bits, int at, int count, int[] flags) {
        int done = 0;
        while (done < count) {
            int bit = at + done;
            int part = Math.min(64 - (bit & 63), count - done);
            long word = 0;
            for (int i = 0; i < part; i++) {
                word |= (long) flags[done + i] << i;
            }
            int shift = bit & 63;
            long keep = shift == 0 ? 0 : (1L << shift) - 1;
            bits[bit >> 6] = bits[bit >> 6] & keep | word << shift;
            done += part;
        }
    }
}
