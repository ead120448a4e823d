package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** PLAIN BOOLEAN: one bit each, lowest bit first. */
public final class PlainBooleans implements BooleanSource {
    private final byte[] in;
    private final long bitEnd;
    private long bit;

    public PlainBooleans(byte[] in, int from, int end) {
        this.in = in;
        this.bit = (long) from * 8;
        this.bitEnd = (long) end * 8;
    }

    @Override
    public void read(byte[] out, int at, int count) {
        check(count);
        for (int i = 0; i < count; i++) {
            out[at + i] = (byte) (in[(int) (bit + i >>> 3)] >>> (int) (bit + i & 7) & 1);
        }
        bit += count;
    }

    @Override
    public void skip(int count) {
        check(count);
        bit += count;
    }

    private void check(int count) {
        if (count > bitEnd - bit) {
            throw new CorruptDataException("page ends with " + (bitEnd - bit) + " bits where " + count + " booleans follow");
        }
    }
}
