package dev.millrace.files.parquet.encoding;

/** BYTE_STREAM_SPLIT FLOAT, widened to double. */
public final class SplitFloats implements DoubleSource {
    private final ByteStreams streams;

    public SplitFloats(byte[] in, int from, int end) {
        streams = new ByteStreams(in, from, end, Float.BYTES);
    }

    @Override
    public void read(double[] out, int at, int count) {
        int first = streams.take(count);
        for (int i = 0; i < count; i++) {
            out[at + i] = Float.intBitsToFloat(streams.intAt(first + i));
        }
    }

    @Override
    public void skip(int count) {
        streams.take(count);
    }
}
