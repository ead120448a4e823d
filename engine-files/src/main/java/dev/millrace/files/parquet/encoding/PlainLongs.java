package dev.millrace.files.parquet.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN INT64: eight bytes each, copied in bulk. */
public final class PlainLongs implements LongSource {
    private final ByteBuffer bytes;

    public PlainLongs(byte[] in, int from, int end) {
        bytes = ByteBuffer.wrap(in, from, end - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(long[] out, int at, int count) {
        Remaining.check(bytes.remaining(), count, Long.BYTES);
        bytes.asLongBuffer().get(out, at, count);
        bytes.position(bytes.position() + count * Long.BYTES);
    }

    @Override
    public void skip(int count) {
        Remaining.check(bytes.remaining(), count, Long.BYTES);
        bytes.position(bytes.position() + count * Long.BYTES);
    }
}
