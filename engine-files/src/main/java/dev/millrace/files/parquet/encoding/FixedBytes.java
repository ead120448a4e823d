package dev.millrace.files.parquet.encoding;

/** PLAIN FIXED_LEN_BYTE_ARRAY; positions point into the page. */
public final class FixedBytes implements BytesSource {
    private final byte[] in;
    private final int end;
    private final int width;
    private int position;

    public FixedBytes(byte[] in, int from, int end, int width) {
        this.in = in;
        this.position = from;
        this.end = end;
        this.width = width;
    }

    @Override
    public void read(int[] starts, int[] lengths, int at, int count) {
        Remaining.check(end - position, count, width);
        for (int i = 0; i < count; i++) {
            starts[at + i] = position;
            lengths[at + i] = width;
            position += width;
        }
    }

    @Override
    public void skip(int count) {
        Remaining.check(end - position, count, width);
        position += count * width;
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
