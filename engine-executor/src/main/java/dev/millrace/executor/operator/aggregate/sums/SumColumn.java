package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.sums.SumLayout.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One summed column of one batch, made ready for the loops: plain arrays in which rows that do not count are zero, and a column of ones
 * for those rows. Arrays
 * are the vector's own where nothing had to be changed.
 */
final class SumColumn {

    private final Column column;
    private long[] longs = {};
    private double[] doubles = {};
    private long[] misses = {};
    private long[] scratch = {};
    private long[] low = {};
    private double[] doubleScratch = {};
    private boolean anyMiss;
    private boolean words;

    SumColumn(Column column) {
        this.column = column;
    }

    Column column() {
        return column;
    }

    /** Values of a LONG or WIDE column; two words a row when {@link #words()}. */
    long[] longs() {
        return longs;
    }

    double[] doubles() {
        return doubles;
    }

    /**
     * A LONG or WIDE column in 64 bits, or null when the sum of a batch might not fit.
     *
     * @param count rows of the batch
     */
    long @Nullable [] narrow(int count) {
        if (column.kind() == SumLayout.Kind.LONG) {
            return longs;
        }
        long most = Long.MAX_VALUE / 2 / Math.max(1, count);
        if (!words) {
            return SumKernels.magnitudes(longs, count) <= most ? longs : null;
        }
        if (low.length < count) {
            low = new long[Math.max(count, 1024)];
        }
        long magnitudes = SumKernels.narrow(longs, count, low);
        return magnitudes >= 0 && magnitudes <= most ? low : null;
    }

    boolean words() {
        return words;
    }

    /** True when some row may not count: {@link #misses()} is 1 for those. */
    boolean anyMiss() {
        return anyMiss;
    }

    long[] misses() {
        return misses;
    }

    /**
     * Takes in a batch.
     *
     * @param rows physical rows to take, or null for all
     */
    void prepare(RowInputs inputs, int @Nullable [] rows, int count) {
        long[] valid = inputs.filterBits(column.filter());
        for (int input : column.inputs()) {
            valid = Validity.and(valid, inputs.column(input).validity(), inputs.column(input).length());
        }
        anyMiss = valid != null;
        if (valid != null) {
            readMisses(valid, rows, count);
        }
        words = false;
        switch (column.kind()) {
            case VALID -> {
            }
            case LONG, WIDE -> readLongs(inputs.column(column.inputs().getFirst()), rows, count);
            case DOUBLE -> readDoubles(inputs.column(column.inputs().getFirst()), rows, count);
        }
    }

    private void readMisses(long[] valid, int @Nullable [] rows, int count) {
        if (misses.length < count) {
            misses = new long[Math.max(count, 1024)];
        }
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                misses[i] = ~(valid[i >> 6] >>> i) & 1;
            }
        } else {
            for (int i = 0; i < count; i++) {
                misses[i] = ~(valid[rows[i] >> 6] >>> rows[i]) & 1;
            }
        }
    }

    private void readLongs(Vector vector, int @Nullable [] rows, int count) {
        if (vector instanceof Decimal128Vector(var _, var values, var _, var _)) {
            readWords(values, rows, count);
            return;
        }
        if (vector instanceof LongVector(var _, var values, var _, var _) && rows == null && !anyMiss) {
            longs = values;
            return;
        }
        switch (vector) {
            case LongVector(var _, var values, var _, var _) -> {
                reserve(count);
                for (int i = 0; i < count; i++) {
                    scratch[i] = values[rows == null ? i : rows[i]];
                }
            }
            case IntVector(var _, var values, var _, var _) -> {
                reserve(count);
                for (int i = 0; i < count; i++) {
                    scratch[i] = values[rows == null ? i : rows[i]];
                }
            }
            case BooleanVector(var _, var values, var _, var _) -> {
                reserve(count);
                for (int i = 0; i < count; i++) {
                    scratch[i] = values[rows == null ? i : rows[i]];
                }
            }
            case DictionaryVector(var codes, LongVector(var _, var values, var _, var _), var _, var _) -> {
                reserve(count);
                for (int i = 0; i < count; i++) {
                    scratch[i] = values[codes[rows == null ? i : rows[i]]];
                }
            }
            case DictionaryVector _, ConstantVector _ -> {
                readLongs(Flatten.flat(vector), rows, count);
                return;
            }
            case NullVector _ -> {
                reserve(count);
                Arrays.fill(scratch, 0, count, 0);
            }
            case DoubleVector _, Decimal128Vector _, BytesVector _, ListVector _, MapVector _, StructVector _ ->
                    throw new IllegalArgumentException("not a column of longs: " + vector.type().sql());
        }
        if (anyMiss) {
            for (int i = 0; i < count; i++) {
                scratch[i] &= misses[i] - 1;
            }
        }
        longs = scratch;
    }

    private void readWords(long[] values, int @Nullable [] rows, int count) {
        words = true;
        if (rows == null && !anyMiss) {
            longs = values;
            return;
        }
        reserve(2 * count);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long mask = anyMiss ? misses[i] - 1 : -1;
            scratch[2 * i] = values[2 * row] & mask;
            scratch[2 * i + 1] = values[2 * row + 1] & mask;
        }
        longs = scratch;
    }

    private void readDoubles(Vector vector, int @Nullable [] rows, int count) {
        double[] values = Flatten.flat(vector) instanceof DoubleVector flat ? flat.values() : null;
        if (values == null) {
            throw new IllegalArgumentException("not a column of doubles: " + vector.type().sql());
        }
        if (rows == null && !anyMiss) {
            doubles = values;
            return;
        }
        if (doubleScratch.length < count) {
            doubleScratch = new double[Math.max(count, 1024)];
        }
        for (int i = 0; i < count; i++) {
            double value = values[rows == null ? i : rows[i]];
            doubleScratch[i] = anyMiss && misses[i] != 0 ? 0 : value;
        }
        doubles = doubleScratch;
    }

    private void reserve(int size) {
        if (scratch.length < size) {
            scratch = new long[Math.max(size, 1024)];
        }
    }
}
