package dev.millrace.files.parquet.read;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.encoding.BytesSource;
import dev.millrace.files.parquet.encoding.IntSource;
import dev.millrace.files.parquet.encoding.LongSource;
import dev.millrace.files.parquet.schema.Conversion;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Decimals beyond 18 digits as two words, low word first. */
final class Decimal128Values extends Values {
    private long[] words = new long[0];
    private long[] longScratch = new long[0];
    private int[] scratch = new int[0];
    private int[] lengths = new int[0];
    private @Nullable LongSource longs;
    private @Nullable IntSource ints;
    private @Nullable BytesSource bytes;

    Decimal128Values(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
    }

    @Override
    void ensure(int capacity) {
        if (2L * capacity > words.length) {
            int length = grown(words.length / 2, capacity);
            reserve((long) length * (4 * Long.BYTES));
            words = Arrays.copyOf(words, Math.multiplyExact(length, 2));
        }
    }

    @Override
    void source(Encoding encoding, byte[] page, int from, int end) {
        switch (column.physical()) {
            case INT64 -> longs = PageSources.longs(this, encoding, page, from, end);
            case INT32 -> ints = PageSources.ints(this, encoding, page, from, end);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes = PageSources.bytes(this, encoding, page, from, end);
            case BOOLEAN, INT96, FLOAT, DOUBLE -> throw noEncoding(encoding);
        }
    }

    @Override
    void read(int at, int count) {
        if (lengths.length < count) {
            longScratch = new long[count];
            scratch = new int[count];
            lengths = new int[count];
        }
        if (bytes != null) {
            bytes.read(scratch, lengths, 0, count);
            byte[] data = bytes.data();
            for (int i = 0; i < count; i++) {
                BigEndian.toWords(data, scratch[i], lengths[i], words, 2 * (at + i));
            }
            return;
        }
        if (longs != null) {
            longs.read(longScratch, 0, count);
        } else {
            ints.read(scratch, 0, count);
            for (int i = 0; i < count; i++) {
                longScratch[i] = scratch[i];
            }
        }
        boolean unsigned = column.conversion() == Conversion.UNSIGNED_64;
        for (int i = 0; i < count; i++) {
            words[2 * (at + i)] = longScratch[i];
            words[2 * (at + i) + 1] = unsigned ? 0 : longScratch[i] >> 63;
        }
    }

    @Override
    void skip(int count) {
        if (bytes != null) {
            bytes.skip(count);
        } else if (longs != null) {
            longs.skip(count);
        } else {
            ints.skip(count);
        }
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        long[] from = ((Decimal128Values) dictionary).words;
        for (int i = at; i < at + count; i++) {
            words[2 * i] = from[2 * codes[i]];
            words[2 * i + 1] = from[2 * codes[i] + 1];
        }
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            int source = Math.max(from, at);
            words[2 * (at + i)] = words[2 * source];
            words[2 * (at + i) + 1] = words[2 * source + 1];
            from -= Spread.bit(validity, at + i);
        }
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new Decimal128Vector(column.type(), words, length, validity);
    }
}
