package dev.millrace.files.parquet.read;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.encoding.IntSource;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** INT32 as int. */
final class IntValues extends Values {
    private int[] values = new int[0];
    private @Nullable IntSource source;

    IntValues(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
    }

    @Override
    void ensure(int capacity) {
        if (capacity > values.length) {
            int length = grown(values.length, capacity);
            reserve((long) length * Integer.BYTES);
            values = Arrays.copyOf(values, length);
        }
    }

    @Override
    void source(Encoding encoding, byte[] bytes, int from, int end) {
        source = PageSources.ints(this, encoding, bytes, from, end);
    }

    @Override
    void read(int at, int count) {
        source.read(values, at, count);
        switch (column.conversion()) {
            case SIGNED_8 -> {
                for (int i = at; i < at + count; i++) {
                    values[i] = (byte) values[i];
                }
            }
            case SIGNED_16 -> {
                for (int i = at; i < at + count; i++) {
                    values[i] = (short) values[i];
                }
            }
            case UNSIGNED_8 -> mask(at, count, 0xff);
            case UNSIGNED_16 -> mask(at, count, 0xffff);
            case NONE, UNSIGNED_32, UNSIGNED_64, MILLIS_TO_MICROS, NANOS_TO_MICROS, BIG_ENDIAN_DECIMAL, BIG_ENDIAN_TO_DOUBLE, FLOAT_16 -> {
                // an int is taken as it is
            }
        }
    }

    private void mask(int at, int count, int mask) {
        for (int i = at; i < at + count; i++) {
            values[i] &= mask;
        }
    }

    @Override
    void skip(int count) {
        source.skip(count);
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        int[] from = ((IntValues) dictionary).values;
        for (int i = at; i < at + count; i++) {
            values[i] = from[codes[i]];
        }
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        Spread.ints(values, at, slots, present, validity);
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new IntVector(column.type(), values, length, validity);
    }
}
