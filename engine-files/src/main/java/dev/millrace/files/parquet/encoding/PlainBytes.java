package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** PLAIN BYTE_ARRAY: a four-byte length before each value; positions point into the page. */
public final class PlainBytes implements BytesSource {
    private final byte[] in;
    private final int end;
    private int position;

    public PlainBytes(byte[] in, int from, int end) {
        this.in = in;
        this.position = from;
        this.end = end;
    }

    @Override
    public void read(int[] starts, int[] lengths, int at, int count) {
        byte[] bytes = in;
        int from = position;
        for (int i = 0; i < count; i++) {
            // slack makes this load safe at the very end of the page; the comparison then fails
            int length = intAt(bytes, from);
            int start = from + Integer.BYTES;
            if (length < 0 || length > end - start) {
                throw broken(length, from);
            }
            starts[at + i] = start;
            lengths[at + i] = length;
            from = start + length;
        }
        position = from;
    }

    @Override
    public void skip(int count) {
        int from = position;
        for (int i = 0; i < count; i++) {
            int length = intAt(in, from);
            if (length < 0 || length > end - from - Integer.BYTES) {
                throw broken(length, from);
            }
            from += Integer.BYTES + length;
        }
        position = from;
    }

    private CorruptDataException broken(int length, int from) {
        return new CorruptDataException(
                "byte array of " + length + " bytes with " + Math.max(0, end - from - Integer.BYTES) + " left in the page");
    }

    @Override
    public byte[] data() {
        return in;
    }

    @Override
    public boolean inPage() {
        return true;
    }
}
