package dev.millrace.files.parquet.read;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.bytes.LittleEndian;
import dev.millrace.files.parquet.encoding.BytesSource;
import dev.millrace.files.parquet.encoding.DoubleSource;
import dev.millrace.files.parquet.encoding.IntSource;
import dev.millrace.files.parquet.schema.Conversion;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** FLOAT, DOUBLE, FLOAT16, widened INT32 and decimals beyond 38 digits as double. */
final class DoubleValues extends Values {
    private double[] values = new double[0];
    private int[] scratch = new int[0];
    private int[] lengths = new int[0];
    private @Nullable DoubleSource doubles;
    private @Nullable IntSource ints;
    private @Nullable BytesSource bytes;

    DoubleValues(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
    }

    @Override
    void ensure(int capacity) {
        if (capacity > values.length) {
            int length = grown(values.length, capacity);
            reserve((long) length * (Double.BYTES + 2 * Integer.BYTES));
            values = Arrays.copyOf(values, length);
        }
    }

    @Override
    void source(Encoding encoding, byte[] page, int from, int end) {
        switch (column.physical()) {
            case FLOAT, DOUBLE -> doubles = PageSources.doubles(this, encoding, page, from, end);
            case INT32 -> ints = PageSources.ints(this, encoding, page, from, end);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes = PageSources.bytes(this, encoding, page, from, end);
            case BOOLEAN, INT64, INT96 -> throw noEncoding(encoding);
        }
    }

    @Override
    void read(int at, int count) {
        if (doubles != null) {
            doubles.read(values, at, count);
            return;
        }
        if (lengths.length < count) {
            scratch = new int[count];
            lengths = new int[count];
        }
        if (ints != null) {
            ints.read(scratch, 0, count);
            for (int i = 0; i < count; i++) {
                values[at + i] = scratch[i];
            }
            return;
        }
        bytes.read(scratch, lengths, 0, count);
        byte[] data = bytes.data();
        boolean half = column.conversion() == Conversion.FLOAT_16;
        for (int i = 0; i < count; i++) {
            values[at + i] = half ? Float.float16ToFloat((short) LittleEndian.shortAt(data, scratch[i]))
                    : BigEndian.toDouble(data, scratch[i], lengths[i], column.scale());
        }
    }

    @Override
    void skip(int count) {
        if (doubles != null) {
            doubles.skip(count);
        } else if (ints != null) {
            ints.skip(count);
        } else {
            bytes.skip(count);
        }
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        double[] from = ((DoubleValues) dictionary).values;
        for (int i = at; i < at + count; i++) {
            values[i] = from[codes[i]];
        }
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        Spread.doubles(values, at, slots, present, validity);
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new DoubleVector(column.type(), values, length, validity);
    }
}
