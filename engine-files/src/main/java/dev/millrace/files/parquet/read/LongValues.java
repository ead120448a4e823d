package dev.millrace.files.parquet.read;

import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.encoding.BytesSource;
import dev.millrace.files.parquet.encoding.IntSource;
import dev.millrace.files.parquet.encoding.LongSource;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** INT64, INT96 and widened INT32 as long; decimals up to 18 digits from byte arrays. */
final class LongValues extends Values {
    private static final long MICROS_PER_MILLI = 1000;
    private static final long NANOS_PER_MICRO = 1000;

    private long[] values = new long[0];
    private int[] scratch = new int[0];
    private int[] lengths = new int[0];
    private @Nullable LongSource longs;
    private @Nullable IntSource ints;
    private @Nullable BytesSource bytes;

    LongValues(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
    }

    @Override
    void ensure(int capacity) {
        if (capacity > values.length) {
            int length = grown(values.length, capacity);
            boolean viaInts = ints != null || bytes != null;
            reserve((long) length * (Long.BYTES + (viaInts ? 2 * Integer.BYTES : 0)));
            values = Arrays.copyOf(values, length);
        }
    }

    @Override
    void source(Encoding encoding, byte[] page, int from, int end) {
        switch (column.physical()) {
            case INT64, INT96 -> longs = PageSources.longs(this, encoding, page, from, end);
            case INT32 -> ints = PageSources.ints(this, encoding, page, from, end);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes = PageSources.bytes(this, encoding, page, from, end);
            case BOOLEAN, FLOAT, DOUBLE -> throw noEncoding(encoding);
        }
    }

    @Override
    void read(int at, int count) {
        if (longs != null) {
            longs.read(values, at, count);
            convert(at, count);
        } else if (ints != null) {
            widen(at, count);
        } else {
            decimals(at, count);
        }
    }

    private void convert(int at, int count) {
        switch (column.conversion()) {
            case MILLIS_TO_MICROS -> {
                for (int i = at; i < at + count; i++) {
                    values[i] *= MICROS_PER_MILLI;
                }
            }
            case NANOS_TO_MICROS -> {
                for (int i = at; i < at + count; i++) {
                    values[i] = Math.floorDiv(values[i], NANOS_PER_MICRO);
                }
            }
            case NONE, SIGNED_8, SIGNED_16, UNSIGNED_8, UNSIGNED_16, UNSIGNED_32, UNSIGNED_64, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE,
                    FLOAT_16 -> {
                // a long is taken as it is
            }
        }
    }

    private void widen(int at, int count) {
        if (scratch.length < count) {
            scratch = new int[count];
        }
        ints.read(scratch, 0, count);
        long mask = switch (column.conversion()) {
            case UNSIGNED_8 -> 0xffL;
            case UNSIGNED_16 -> 0xffffL;
            case UNSIGNED_32 -> 0xffff_ffffL;
            case NONE, SIGNED_8, SIGNED_16, UNSIGNED_64, MILLIS_TO_MICROS, NANOS_TO_MICROS, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE,
                    FLOAT_16 -> -1L;
        };
        for (int i = 0; i < count; i++) {
            values[at + i] = scratch[i] & mask;
        }
    }

    private void decimals(int at, int count) {
        if (lengths.length < count) {
            scratch = new int[count];
            lengths = new int[count];
        }
        bytes.read(scratch, lengths, 0, count);
        byte[] data = bytes.data();
        for (int i = 0; i < count; i++) {
            values[at + i] = BigEndian.toLong(data, scratch[i], lengths[i]);
        }
    }

    @Override
    void skip(int count) {
        if (longs != null) {
            longs.skip(count);
        } else if (ints != null) {
            ints.skip(count);
        } else {
            bytes.skip(count);
        }
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        long[] from = ((LongValues) dictionary).values;
        for (int i = at; i < at + count; i++) {
            values[i] = from[codes[i]];
        }
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        Spread.longs(values, at, slots, present, validity);
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new LongVector(column.type(), values, length, validity);
    }
}
