package dev.millrace.files.parquet.encoding;

/** BYTE_STREAM_SPLIT INT64. */
public final class SplitLongs implements LongSource {
    private final ByteStreams streams;

    public SplitLongs(byte[] in, int from, int end) {
        streams = new ByteStreams(in, from, end, Long.BYTES);
    }

    @Override
    public void read(long[] out, int at, int count) {
        int first = streams.take(count);
        for (int i = 0; i < count; i++) {
            out[at + i] = streams.longAt(first + i);
        }
    }

    @Override
    public void skip(int count) {
        streams.take(count);
    }
}
