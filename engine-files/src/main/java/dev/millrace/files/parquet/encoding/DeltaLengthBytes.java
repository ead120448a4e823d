package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** DELTA_LENGTH_BYTE_ARRAY: all lengths as deltas, then all bytes; positions point into the page. */
public final class DeltaLengthBytes implements BytesSource {
    private final byte[] in;
    private final int end;
    private final DeltaInts lengthValues;
    private final int[] skipped = new int[1024];
    private int position;

    public DeltaLengthBytes(byte[] in, int from, int end) {
        this.in = in;
        this.end = end;
        this.lengthValues = new DeltaInts(in, from, end);
        this.position = new DeltaBinaryPacked(in, from, end, Integer.SIZE).endOfData();
    }

    @Override
    public void read(int[] starts, int[] lengths, int at, int count) {
        lengthValues.read(lengths, at, count);
        int from = position;
        for (int i = 0; i < count; i++) {
            int length = lengths[at + i];
            if (length < 0 || length > end - from) {
                throw new CorruptDataException("byte array of " + length + " bytes with " + (end - from) + " left in the page");
            }
            starts[at + i] = from;
            from += length;
        }
        position = from;
    }

    @Override
    public void skip(int count) {
        for (int done = 0; done < count; done += skipped.length) {
            int part = Math.min(skipped.length, count - done);
            lengthValues.read(skipped, 0, part);
            for (int i = 0; i < part; i++) {
                if (skipped[i] < 0 || skipped[i] > end - position) {
                    throw new CorruptDataException("byte array of " + skipped[i] + " bytes with " + (end - position) + " left in the page");
                }
                position += skipped[i];
            }
        }
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
