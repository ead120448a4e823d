package dev.millrace.files.parquet.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN DOUBLE: eight bytes each, copied in bulk. */
public final class PlainDoubles implements DoubleSource {
    private final ByteBuffer bytes;

    public PlainDoubles(byte[] in, int from, int end) {
        bytes = ByteBuffer.wrap(in, from, end - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(double[] out, int at, int count) {
        Remaining.check(bytes.remaining(), count, Double.BYTES);
        bytes.asDoubleBuffer().get(out, at, count);
        bytes.position(bytes.position() + count * Double.BYTES);
    }

    @Override
    public void skip(int count) {
        Remaining.check(bytes.remaining(), count, Double.BYTES);
        bytes.position(bytes.position() + count * Double.BYTES);
    }
}
