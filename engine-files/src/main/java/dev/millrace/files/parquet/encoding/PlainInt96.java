package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;
import static dev.millrace.files.parquet.bytes.LittleEndian.longAt;

/**
 * PLAIN INT96 timestamps as Impala and old Spark write them: eight bytes of nanoseconds of the day, four bytes of Julian
 * day. Given as microseconds since 1970-01-01T00:00Z; nanoseconds are cut off downwards.
 */
public final class PlainInt96 implements LongSource {
    private static final int WIDTH = 12;
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final byte[] in;
    private final int end;
    private int position;

    public PlainInt96(byte[] in, int from, int end) {
        this.in = in;
        this.position = from;
        this.end = end;
    }

    @Override
    public void read(long[] out, int at, int count) {
        Remaining.check(end - position, count, WIDTH);
        for (int i = 0; i < count; i++) {
            long nanos = longAt(in, position);
            long day = intAt(in, position + 8);
            out[at + i] = (day - JULIAN_DAY_OF_EPOCH) * MICROS_PER_DAY + Math.floorDiv(nanos, 1000L);
            position += WIDTH;
        }
    }

    @Override
    public void skip(int count) {
        Remaining.check(end - position, count, WIDTH);
        position += count * WIDTH;
    }
}
