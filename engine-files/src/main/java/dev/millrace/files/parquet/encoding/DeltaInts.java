package dev.millrace.files.parquet.encoding;

/** DELTA_BINARY_PACKED INT32. */
public final class DeltaInts implements IntSource {
    private final DeltaBinaryPacked deltas;
    private final long[] scratch = new long[1024];

    public DeltaInts(byte[] in, int from, int end) {
        deltas = new DeltaBinaryPacked(in, from, end, Integer.SIZE);
    }

    @Override
    public void read(int[] out, int at, int count) {
        for (int done = 0; done < count; done += scratch.length) {
            int part = Math.min(scratch.length, count - done);
            deltas.read(scratch, 0, part);
            for (int i = 0; i < part; i++) {
                out[at + done + i] = (int) scratch[i];
            }
        }
    }

    @Override
    public void skip(int count) {
        deltas.skip(count, scratch);
    }
}
