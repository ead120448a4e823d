package dev.millrace.files.parquet.encoding;

/** BYTE_STREAM_SPLIT DOUBLE. */
public final class SplitDoubles implements DoubleSource {
    private final ByteStreams streams;

    public SplitDoubles(byte[] in, int from, int end) {
        streams = new ByteStreams(in, from, end, Double.BYTES);
    }

    @Override
    public void read(double[] out, int at, int count) {
        int first = streams.take(count);
        for (int i = 0; i < count; i++) {
            out[at + i] = Double.longBitsToDouble(streams.longAt(first + i));
        }
    }

    @Override
    public void skip(int count) {
        streams.take(count);
    }
}
