package dev.millrace.files.parquet.read;

import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that one column's values of a batch are decoded into, one class per storage. They grow on demand, are counted
 * in the task's pool and reused. A dictionary is held in one, too, which is then filled once.
 */
abstract sealed class Values implements AutoCloseable
        permits IntValues, LongValues, DoubleValues, BooleanValues, BytesValues, Decimal128Values {
    final ParquetColumn.Leaf column;
    final MemoryPool pool;
    private long reserved;

    Values(ParquetColumn.Leaf column, MemoryPool pool) {
        this.column = column;
        this.pool = pool;
    }

    static Values of(ParquetColumn.Leaf column, MemoryPool pool) {
        return switch (column.type().storage()) {
            case BOOLEAN -> new BooleanValues(column, pool);
            case INT -> new IntValues(column, pool);
            case LONG -> new LongValues(column, pool);
            case DOUBLE -> new DoubleValues(column, pool);
            case DECIMAL128 -> new Decimal128Values(column, pool);
            case BYTES -> new BytesValues(column, pool);
            case LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException(column.type().simpleName());
        };
    }

    /** Forgets the batch before. */
    void begin() {}

    /** Makes room for {@code capacity} values, keeping what is there. */
    abstract void ensure(int capacity);

    /** From now on values come from this page. @throws CorruptDataException when the type has no such encoding */
    abstract void source(Encoding encoding, byte[] bytes, int from, int end);

    /** Decodes {@code count} values from the page to {@code at}. */
    abstract void read(int at, int count);

    /** Passes over {@code count} values of the page. */
    abstract void skip(int count);

    /** Puts {@code dictionary}'s values for {@code codes[at]} to {@code codes[at + count - 1]} at the same places. */
    abstract void gather(Values dictionary, int[] codes, int at, int count);

    /**
     * Makes room for nulls: the {@code present} values at {@code at} move to where {@code validity} has a bit from {@code at} on, among
     * {@code slots} places.
     */
    abstract void spread(int at, int slots, int present, long[] validity);

    /** Gives places that are not decoded a value that is safe to read. */
    void blank(int from, int to) {}

    /** The page is about to go: what points into it is copied. {@code count} values are held so far. */
    void detach(int count) {}

    abstract Vector vector(int length, long @Nullable [] validity);

    /** Counts the arrays; the old size is given back after the new one was granted. */
    final void reserve(long bytes) {
        pool.reserve(bytes);
        pool.release(reserved);
        reserved = bytes;
    }

    final CorruptDataException noEncoding(Encoding encoding) {
        return new CorruptDataException("values of " + column.physical() + " encoded as " + encoding);
    }

    static int grown(int length, int wanted) {
        return Math.max(wanted, (int) Math.min(2L * length, Integer.MAX_VALUE - 64));
    }

    @Override
    public void close() {
        pool.release(reserved);
        reserved = 0;
    }
}
