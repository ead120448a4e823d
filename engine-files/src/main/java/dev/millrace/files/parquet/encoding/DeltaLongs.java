package dev.millrace.files.parquet.encoding;

/** DELTA_BINARY_PACKED INT64. */
public final class DeltaLongs implements LongSource {
    private final DeltaBinaryPacked deltas;
    private final long[] scratch = new long[1024];

    public DeltaLongs(byte[] in, int from, int end) {
        deltas = new DeltaBinaryPacked(in, from, end, Long.SIZE);
    }

    @Override
    public void read(long[] out, int at, int count) {
        deltas.read(out, at, count);
    }

    @Override
    public void skip(int count) {
        deltas.skip(count, scratch);
    }
}
