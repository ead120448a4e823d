package dev.millrace.files.parquet.read;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.encoding.BooleanSource;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** BOOLEAN as bytes 0 and 1. */
final class BooleanValues extends Values {
    private byte[] values = new byte[0];
    private @Nullable BooleanSource source;

    BooleanValues(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
    }

    @Override
    void ensure(int capacity) {
        if (capacity > values.length) {
            int length = grown(values.length, capacity);
            reserve(length);
            values = Arrays.copyOf(values, length);
        }
    }

    @Override
    void source(Encoding encoding, byte[] bytes, int from, int end) {
        source = PageSources.booleans(this, encoding, bytes, from, end);
    }

    @Override
    void read(int at, int count) {
        source.read(values, at, count);
    }

    @Override
    void skip(int count) {
        source.skip(count);
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        byte[] from = ((BooleanValues) dictionary).values;
        for (int i = at; i < at + count; i++) {
            values[i] = from[codes[i]];
        }
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        Spread.bytes(values, at, slots, present, validity);
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new BooleanVector(column.type(), values, length, validity);
    }
}
