package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.longAt;

/**
 * Unpacks little-endian bit-packed values. Loads are eight bytes wide, so the packed bytes need eight bytes of slack; the
 * caller has checked that the packed values themselves lie inside the page.
 */
final class BitUnpacking {
    private BitUnpacking() {}

    /**
     * Unpacks {@code count} values of {@code width} (1 to 32) bits that start at the byte {@code from}.
     *
     * @return nothing; {@code out[at]} to {@code out[at + count - 1]} are set
     */
    static void unpack(byte[] in, int from, int width, int[] out, int at, int count) {
        int groups = count >>> 3;
        if (width <= 8) {
            unpackTo8(in, from, width, out, at, groups);
        } else if (width <= 16) {
            unpackTo16(in, from, width, out, at, groups);
        } else {
            unpackTo32(in, from, width, out, at, groups);
        }
        int done = groups << 3;
        unpackUnaligned(in, from, done, width, out, at + done, count - done);
    }

    /** Unpacks values that start at value number {@code index} counted from the byte {@code from}. */
    static void unpackUnaligned(byte[] in, int from, int index, int width, int[] out, int at, int count) {
        long mask = (1L << width) - 1;
        long bit = (long) index * width;
        for (int i = 0; i < count; i++) {
            out[at + i] = (int) (longAt(in, from + (int) (bit >>> 3)) >>> (bit & 7) & mask);
            bit += width;
        }
    }

    /** Unpacks values of 0 to 64 bits from any bit position {@code bit}, counted from the byte {@code from}. */
    static void unpackLongs(byte[] in, int from, long bit, int width, long[] out, int at, int count) {
        long position = bit;
        if (width <= 56) {
            long mask = (1L << width) - 1;
            for (int i = 0; i < count; i++) {
                out[at + i] = longAt(in, from + (int) (position >>> 3)) >>> (position & 7) & mask;
                position += width;
            }
            return;
        }
        long mask = -1L >>> 64 - width;
        for (int i = 0; i < count; i++) {
            int index = from + (int) (position >>> 3);
            int shift = (int) position & 7;
            long low = longAt(in, index) >>> shift;
            long high = shift == 0 ? 0 : longAt(in, index + 8) << 64 - shift;
            out[at + i] = (low | high) & mask;
            position += width;
        }
    }

    private static void unpackTo8(byte[] in, int from, int width, int[] out, int at, int groups) {
        int mask = (1 << width) - 1;
        int position = from;
        int o = at;
        for (int group = 0; group < groups; group++) {
            long word = longAt(in, position);
            out[o] = (int) word & mask;
            out[o + 1] = (int) (word >>> width) & mask;
            out[o + 2] = (int) (word >>> 2 * width) & mask;
            out[o + 3] = (int) (word >>> 3 * width) & mask;
            out[o + 4] = (int) (word >>> 4 * width) & mask;
            out[o + 5] = (int) (word >>> 5 * width) & mask;
            out[o + 6] = (int) (word >>> 6 * width) & mask;
            out[o + 7] = (int) (word >>> 7 * width) & mask;
            position += width;
            o += 8;
        }
    }

    private static void unpackTo16(byte[] in, int from, int width, int[] out, int at, int groups) {
        int mask = (1 << width) - 1;
        int position = from;
        int half = width >>> 1;
        int halfShift = (width & 1) << 2;
        int o = at;
        for (int group = 0; group < groups; group++) {
            long low = longAt(in, position);
            long high = longAt(in, position + half) >>> halfShift;
            out[o] = (int) low & mask;
            out[o + 1] = (int) (low >>> width) & mask;
            out[o + 2] = (int) (low >>> 2 * width) & mask;
            out[o + 3] = (int) (low >>> 3 * width) & mask;
            out[o + 4] = (int) high & mask;
            out[o + 5] = (int) (high >>> width) & mask;
            out[o + 6] = (int) (high >>> 2 * width) & mask;
            out[o + 7] = (int) (high >>> 3 * width) & mask;
            position += width;
            o += 8;
        }
    }

    private static void unpackTo32(byte[] in, int from, int width, int[] out, int at, int groups) {
        long mask = (1L << width) - 1;
        int position = from;
        int o = at;
        for (int group = 0; group < groups; group++) {
            for (int i = 0, bit = 0; i < 8; i++, bit += width) {
                out[o + i] = (int) (longAt(in, position + (bit >>> 3)) >>> (bit & 7) & mask);
            }
            position += width;
            o += 8;
        }
    }
}
