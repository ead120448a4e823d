package dev.millrace.files.parquet.read;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.encoding.BytesSource;
import dev.millrace.files.parquet.page.CountedBytes;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY as positions. As long as all values of a batch lie in one place (a page, a dictionary)
 * they are left there; from the second place on they are copied into a buffer of this column.
 */
final class BytesValues extends Values {
    private static final byte[] NOWHERE = new byte[0];

    private final CountedBytes own;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private byte[] data = NOWHERE;
    private boolean owned;
    private int filled;
    private @Nullable BytesSource source;

    BytesValues(ParquetColumn.Leaf column, MemoryPool pool) {
        super(column, pool);
        own = new CountedBytes(pool);
    }

    @Override
    void begin() {
        data = NOWHERE;
        owned = false;
        filled = 0;
    }

    @Override
    void ensure(int capacity) {
        if (capacity > starts.length) {
            int length = grown(starts.length, capacity);
            reserve((long) length * 2 * Integer.BYTES);
            starts = Arrays.copyOf(starts, length);
            lengths = Arrays.copyOf(lengths, length);
        }
    }

    @Override
    void source(Encoding encoding, byte[] page, int from, int end) {
        source = PageSources.bytes(this, encoding, page, from, end);
    }

    @Override
    void read(int at, int count) {
        if (count == 0) {
            return;
        }
        // a source with a buffer of its own overwrites it with every read
        if (data != NOWHERE && !(source.inPage() && data == source.data())) {
            detach(at);
        }
        source.read(starts, lengths, at, count);
        place(source.data(), at, count);
    }

    @Override
    void gather(Values dictionary, int[] codes, int at, int count) {
        if (count == 0) {
            return;
        }
        BytesValues from = (BytesValues) dictionary;
        if (data != NOWHERE && data != from.data) {
            detach(at);
        }
        for (int i = at; i < at + count; i++) {
            starts[i] = from.starts[codes[i]];
            lengths[i] = from.lengths[codes[i]];
        }
        place(from.data, at, count);
    }

    private void place(byte[] where, int at, int count) {
        if (!owned) {
            data = where;
        } else {
            append(where, at, at + count);
        }
    }

    @Override
    void detach(int count) {
        if (!owned && data != NOWHERE) {
            owned = true;
            append(data, 0, count);
        }
    }

    private void append(byte[] from, int first, int end) {
        long total = filled;
        for (int i = first; i < end; i++) {
            total += lengths[i];
        }
        if (total > Integer.MAX_VALUE - 4096) {
            throw pool.exceeded(total);
        }
        byte[] to = own.grownTo((int) total, filled);
        int at = filled;
        for (int i = first; i < end; i++) {
            int length = lengths[i];
            System.arraycopy(from, starts[i], to, at, length);
            starts[i] = at;
            at += length;
        }
        filled = at;
        data = to;
    }

    @Override
    void skip(int count) {
        source.skip(count);
    }

    @Override
    void spread(int at, int slots, int present, long[] validity) {
        Spread.intsOrZero(starts, at, slots, present, validity);
        Spread.intsOrZero(lengths, at, slots, present, validity);
    }

    @Override
    void blank(int from, int to) {
        Arrays.fill(starts, from, to, 0);
        Arrays.fill(lengths, from, to, 0);
    }

    @Override
    Vector vector(int length, long @Nullable [] validity) {
        return new BytesVector(column.type(), data, starts, lengths, length, validity);
    }

    @Override
    public void close() {
        own.close();
        super.close();
    }
}
