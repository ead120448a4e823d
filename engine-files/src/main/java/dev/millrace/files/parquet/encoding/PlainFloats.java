package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

/** PLAIN FLOAT: four bytes each, widened to double. */
public final class PlainFloats implements DoubleSource {
    private final byte[] in;
    private final int end;
    private int position;

    public PlainFloats(byte[] in, int from, int end) {
        this.in = in;
        this.position = from;
        this.end = end;
    }

    @Override
    public void read(double[] out, int at, int count) {
        Remaining.check(end - position, count, Float.BYTES);
        for (int i = 0; i < count; i++) {
            out[at + i] = Float.intBitsToFloat(intAt(in, position + i * Float.BYTES));
        }
        position += count * Float.BYTES;
    }

    @Override
    public void skip(int count) {
        Remaining.check(end - position, count, Float.BYTES);
        position += count * Float.BYTES;
    }
}
