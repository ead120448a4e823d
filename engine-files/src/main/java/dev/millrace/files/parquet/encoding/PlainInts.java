package dev.millrace.files.parquet.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN INT32: four bytes each, copied in bulk. */
public final class PlainInts implements IntSource {
    private final ByteBuffer bytes;

    public PlainInts(byte[] in, int from, int end) {
        bytes = ByteBuffer.wrap(in, from, end - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(int[] out, int at, int count) {
        Remaining.check(bytes.remaining(), count, Integer.BYTES);
        bytes.asIntBuffer().get(out, at, count);
        bytes.position(bytes.position() + count * Integer.BYTES);
    }

    @Override
    public void skip(int count) {
        Remaining.check(bytes.remaining(), count, Integer.BYTES);
        bytes.position(bytes.position() + count * Integer.BYTES);
    }
}
