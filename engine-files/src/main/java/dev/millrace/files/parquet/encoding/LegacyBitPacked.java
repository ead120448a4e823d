package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/**
 * Parquet's deprecated BIT_PACKED levels: packed from the highest bit of a byte down, without any header. They are rare, so
 * they are rewritten as one bit-packed run and read by {@link RunLengthSource} like all others.
 */
public final class LegacyBitPacked {
    private LegacyBitPacked() {}

    /** Bytes that {@code count} values of {@code width} bits take. */
    public static long byteLength(int count, int width) {
        return ((long) count * width + 7) / 8;
    }

    /**
     * The same levels as a run that {@link RunLengthSource} reads, with slack behind it.
     *
     * @throws CorruptDataException when {@code from} to {@code end} has fewer than {@code count} values
     */
    public static byte[] toRun(byte[] in, int from, int end, int count, int width) {
        long length = byteLength(count, width);
        if (count < 0 || length > end - from) {
            throw new CorruptDataException("bit-packed levels of " + count + " values exceed the page");
        }
        int groups = (int) (((long) count + 7) / 8);
        byte[] out = new byte[5 + groups * width + SLACK];
        long header = (long) groups << 1 | 1;
        int op = 0;
        while (header >= 0x80) {
            out[op++] = (byte) (header | 0x80);
            header >>>= 7;
        }
        out[op++] = (byte) header;
        long bit = 0;
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < width; b++, bit++) {
                int set = in[from + (int) (bit >>> 3)] >>> 7 - (int) (bit & 7) & 1;
                long target = (long) i * width + width - 1 - b;
                out[op + (int) (target >>> 3)] |= (byte) (set << (int) (target & 7));
            }
        }
        return out;
    }
}
