package dev.millrace.files.parquet.encoding;

/** BYTE_STREAM_SPLIT INT32. */
public final class SplitInts implements IntSource {
    private final ByteStreams streams;

    public SplitInts(byte[] in, int from, int end) {
        streams = new ByteStreams(in, from, end, Integer.BYTES);
    }

    @Override
    public void read(int[] out, int at, int count) {
        int first = streams.take(count);
        for (int i = 0; i < count; i++) {
            out[at + i] = streams.intAt(first + i);
        }
    }

    @Override
    public void skip(int count) {
        streams.take(count);
    }
}
