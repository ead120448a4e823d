package dev.millrace.executor.operator.join;

import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.expr.And;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.spi.ScanFilter;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a key on the build side. Whole numbers whose range is below 64 times their count, or small enough for a bitmap that stays
 * in a cache, are a bitmap, exact; everything else is a Bloom filter of one word a key with two bits set (Putze, Sanders, Singler: Cache-,
 * Hash- and Space-Efficient Bloom Filters, 2007).
 *
 * @param whole  values are whole numbers: {@code min} and {@code max} hold
 * @param bitmap bit {@code value - min} for each value, or null
 * @param bloom  words, a power of two of them, or null
 */
record KeySet(DataType type, boolean whole, long min, long max, long @Nullable [] bitmap,
        long @Nullable [] bloom) implements RuntimeFilter {

    /** Widest range of a bitmap, whatever the count: a megabyte. A Bloom filter of few keys lets through many times what it should. */
    private static final long CACHED_RANGE = 1L << 23;

    /** Most bytes that the set of so many rows takes. */
    static long mostBytes(int rows) {
        return 8L * rows + CACHED_RANGE / 8;
    }

    static KeySet of(Vector key, int rows) {
        boolean whole = KeyEncoding.isWhole(key.type());
        long[] values = new long[rows];
        if (whole) {
            KeyEncoding.numbers(key, rows, null, values);
        } else {
            RowHash.hash(List.of(key), rows, null, values);
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!key.isNull(row)) {
                min = Math.min(min, values[row]);
                max = Math.max(max, values[row]);
                count++;
            }
        }
        long range = max - min;
        if (count == 0 || (whole && range >= 0 && range < Math.max(CACHED_RANGE, 64L * count))) {
            return new KeySet(key.type(), whole, min, max,
                    bitmap(key, values, rows, count == 0 ? 0 : min, count == 0 ? 0 : (int) (range >> 6) + 1), null);
        }
        return new KeySet(key.type(), whole, min, max, null, bloom(key, values, rows, count));
    }

    private static long[] bitmap(Vector key, long[] values, int rows, long min, int words) {
        long[] bits = new long[words];
        for (int row = 0; row < rows; row++) {
            if (!key.isNull(row)) {
                long at = values[row] - min;
                bits[(int) (at >> 6)] |= 1L << at;
            }
        }
        return bits;
    }

    private static long[] bloom(Vector key, long[] values, int rows, int count) {
        long[] words = new long[Integer.highestOneBit(Math.max(1, count >> 2)) << 1];
        long[] validity = key.validity();
        for (int row = 0; row < rows; row++) {
            if (Validity.isValid(validity, row)) {
                long hash = values[row] * KeyIndex.PHI;
                words[word(hash, words.length)] |= bits(hash);
            }
        }
        return words;
    }

    private static int word(long hash, int words) {
        return (int) (hash >>> 32) & words - 1;
    }

    private static long bits(long hash) {
        return 1L << (hash >>> 20) | 1L << (hash >>> 26);
    }

    /** True when the value may be among the keys. */
    boolean mayHold(long value) {
        if (bitmap != null) {
            long at = value - min;
            return at >= 0 && at >> 6 < bitmap.length && (bitmap[(int) (at >> 6)] >>> at & 1) != 0;
        }
        long hash = value * KeyIndex.PHI;
        long bits = bits(hash);
        return bloom != null && (bloom[word(hash, bloom.length)] & bits) == bits;
    }

    /** {@code min <= column AND column <= max}; FALSE when there is no key at all. */
    Expr range(int column) {
        if (min > max) {
            return Literal.FALSE;
        }
        if (!whole || type.storage() == Storage.BOOLEAN) {
            return Literal.TRUE;
        }
        InputRef input = new InputRef(column, type, true, "#" + column);
        return new And(new Compare(Compare.Op.GE, input, literal(min)), new Compare(Compare.Op.LE, input, literal(max)));
    }

    private Literal literal(long value) {
        return type.storage() == Storage.INT ? new Literal((int) value, type) : new Literal(value, type);
    }

    @Override
    public ScanFilter on(int column) {
        return new KeySetFilter(this, column);
    }
}
