package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.sums.SumLayout.Column;
import dev.millrace.executor.operator.aggregate.sums.SumLayout.Kind;
import dev.millrace.executor.operator.aggregate.sums.SumLayout.SumCall;
import dev.millrace.expr.AggregateCall;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States and results from the cells of counts, sums and averages. */
final class SumOutput {

    private final SumLayout layout;
    private final long[] cells;
    private final double[] doubles;
    private final long[][] misses;
    private final BitSet[] overflowed;

    SumOutput(SumLayout layout, long[] cells, double[] doubles, long[][] misses, BitSet[] overflowed) {
        this.layout = layout;
        this.cells = cells;
        this.doubles = doubles;
        this.misses = misses;
        this.overflowed = overflowed;
    }

    List<Vector> states(SumCall call, int from, int count) {
        List<Vector> states = new ArrayList<>();
        switch (call.form()) {
            case ROWS, VALID_ROWS, COUNTED -> states.add(counts(call, from, count));
            case SUM -> states.add(sums(call, call.states().getFirst(), from, count));
            case AVERAGE -> {
                states.add(sums(call, call.states().getFirst(), from, count));
                states.add(new LongVector(DataType.BIGINT, divisors(call, from, count), count, null));
            }
        }
        if (states.size() < call.states().size()) {
            states.add(new LongVector(DataType.BIGINT, overflows(call, from, count), count, null));
        }
        return states;
    }

    Vector result(SumCall call, int from, int count) {
        return switch (call.form()) {
            case ROWS, VALID_ROWS, COUNTED -> counts(call, from, count);
            case SUM -> sums(call, call.call().type(), from, count);
            case AVERAGE -> averages(call, from, count);
        };
    }

    private int at(int group) {
        return (group + 1) * layout.longCells();
    }

    private LongVector counts(SumCall call, int from, int count) {
        long[] values = switch (call.form()) {
            case ROWS -> cellsAt(0, from, count);
            case VALID_ROWS -> validRows(call.column(), from, count);
            case COUNTED, SUM, AVERAGE -> cellsAt(layout.columns().get(call.column()).cell(), from, count);
        };
        return new LongVector(DataType.BIGINT, values, count, null);
    }

    private long[] cellsAt(int cell, int from, int count) {
        long[] values = new long[count];
        int stride = layout.longCells();
        int at = at(from) + cell;
        for (int i = 0; i < count; i++) {
            values[i] = cells[at];
            at += stride;
        }
        return values;
    }

    private long[] validRows(int column, int from, int count) {
        long[] values = cellsAt(0, from, count);
        if (misses[column].length > 0) {
            for (int i = 0; i < count; i++) {
                values[i] -= misses[column][from + i + 1];
            }
        }
        return values;
    }

    private long[] divisors(SumCall call, int from, int count) {
        return call.counted() < 0 ? validRows(call.column(), from, count)
                : cellsAt(layout.columns().get(call.counted()).cell(), from, count);
    }

    private long[] overflows(SumCall call, int from, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = overflows(call, from + i, call.states().getFirst()) ? 1 : 0;
        }
        return values;
    }

    /** True when an earlier partial sum did not fit, or this one does not fit into {@code type}. */
    private boolean overflows(SumCall call, int group, DataType type) {
        if (call.overflow() >= 0 && cells[at(group) + layout.columns().get(call.overflow()).cell()] > 0) {
            return true;
        }
        Column column = layout.columns().get(call.column());
        BitSet failed = overflowed[call.column()];
        if (failed != null && failed.get(group)) {
            return true;
        }
        int cell = at(group) + column.cell();
        return switch (column.kind()) {
            case VALID, DOUBLE -> false;
            case LONG -> type.storage() == Storage.INT && cells[cell] != (int) cells[cell];
            case WIDE -> type.storage() != Storage.DOUBLE && !fits(type, cells[cell], cells[cell + 1]);
        };
    }

    private static boolean fits(DataType type, long low, long high) {
        return type instanceof DataType.DecimalType decimal ? Wide.fits(low, high, decimal.precision()) : Wide.isLong(low, high);
    }

    private Vector sums(SumCall call, DataType type, int from, int count) {
        Column column = layout.columns().get(call.column());
        long[] validity = nullsWhereEmpty(validRows(call.column(), from, count));
        validity = nullsWhereOverflown(call, type, from, count, validity);
        boolean floating = type.storage() == Storage.DOUBLE;
        long[] words = new long[floating ? 0 : 2 * count];
        double[] numbers = new double[floating ? count : 0];
        if (column.kind() == Kind.DOUBLE) {
            for (int i = 0; i < count; i++) {
                numbers[i] = doubles[(from + i + 1) * layout.doubleCells() + column.cell()];
            }
            return vector(type, words, numbers, count, validity);
        }
        boolean wide = column.kind() == Kind.WIDE;
        int stride = layout.longCells();
        int at = at(from) + column.cell();
        for (int i = 0; i < count; i++) {
            long low = cells[at];
            long high = wide ? cells[at + 1] : low >> 63;
            if (floating) {
                numbers[i] = Wide.toDouble(low, high);
            } else {
                words[2 * i] = low;
                words[2 * i + 1] = high;
            }
            at += stride;
        }
        return vector(type, words, numbers, count, validity);
    }

    private static long @Nullable [] nullsWhereEmpty(long[] rows) {
        long[] validity = null;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 0) {
                validity = validity == null ? Validity.allValid(rows.length) : validity;
                Validity.setNull(validity, i);
            }
        }
        return validity;
    }

    /** True when all sums are seen to fit without a closer look. */
    private boolean cannotOverflow(SumCall call, DataType type, int from, int count) {
        Column column = layout.columns().get(call.column());
        if (call.overflow() >= 0 || overflowed[call.column()] != null || column.kind() != Kind.WIDE
                || (type instanceof DataType.DecimalType decimal && decimal.precision() <= DataType.DecimalType.MAX_LONG_PRECISION)) {
            return false;
        }
        long beyond = 0;
        int stride = layout.longCells();
        int at = at(from) + column.cell();
        for (int i = 0; i < count; i++) {
            beyond |= cells[at + 1] ^ cells[at] >> 63;
            at += stride;
        }
        return beyond == 0;
    }

    /** An error for an overflow, or null values for a function that forgives it. */
    private long @Nullable [] nullsWhereOverflown(SumCall call, DataType type, int from, int count, long @Nullable [] before) {
        if (cannotOverflow(call, type, from, count)) {
            return before;
        }
        long[] validity = before;
        boolean lenient = call.call().function().startsWith("try_");
        for (int i = 0; i < count; i++) {
            if (overflows(call, from + i, type)) {
                if (!lenient) {
                    throw overflow(call.call());
                }
                validity = validity == null ? Validity.allValid(count) : validity;
                Validity.setNull(validity, i);
            }
        }
        return validity;
    }

    private static Vector vector(DataType type, long[] words, double[] numbers, int count, long @Nullable [] validity) {
        return switch (type.storage()) {
            case DOUBLE -> new DoubleVector(type, numbers, count, validity);
            case INT -> {
                int[] values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (int) words[2 * i];
                }
                yield new IntVector(type, values, count, validity);
            }
            case LONG, DECIMAL128 -> Wide.vector(type, words, count, validity);
            case BOOLEAN, BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("not a sum: " + type.sql());
        };
    }

    private Vector averages(SumCall call, int from, int count) {
        DataType type = call.call().type();
        Column column = layout.columns().get(call.column());
        long[] divisors = divisors(call, from, count);
        long[] validity = nullsWhereOverflown(call, call.states().getFirst(), from, count, nullsWhereEmpty(divisors));
        boolean floating = type.storage() == Storage.DOUBLE;
        long[] words = new long[floating ? 0 : 2 * count];
        double[] numbers = new double[floating ? count : 0];
        int shift = type instanceof DataType.DecimalType result && call.states().getFirst() instanceof DataType.DecimalType sum
                ? result.scale() - sum.scale() : 0;
        for (int i = 0; i < count; i++) {
            if (!Validity.isValid(validity, i)) {
                continue;
            }
            if (column.kind() == Kind.DOUBLE) {
                numbers[i] = doubles[(from + i + 1) * layout.doubleCells() + column.cell()] / divisors[i];
                continue;
            }
            int cell = at(from + i) + column.cell();
            long low = cells[cell];
            long high = column.kind() == Kind.WIDE ? cells[cell + 1] : low >> 63;
            if (floating) {
                numbers[i] = Wide.toDouble(low, high) / divisors[i];
            } else if (Wide.isShort(low, high, shift)) {
                words[2 * i] = Wide.averageOfLong(low, shift, divisors[i]);
                words[2 * i + 1] = words[2 * i] >> 63;
            } else {
                BigInteger average = Wide.average(low, high, shift, divisors[i]);
                words[2 * i] = average.longValue();
                words[2 * i + 1] = average.shiftRight(64).longValue();
            }
        }
        return vector(type, words, numbers, count, validity);
    }

    private static EngineException overflow(AggregateCall call) {
        String alternative = call.function().equals("sum") ? "try_sum" : "try_avg";
        return ErrorCondition.ARITHMETIC_OVERFLOW.with("type", call.type().sql(), "expression", call, "alternative", alternative);
    }
}
