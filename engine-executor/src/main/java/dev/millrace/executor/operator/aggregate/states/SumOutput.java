package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.states.SumLayout.Column;
import dev.millrace.executor.operator.aggregate.states.SumLayout.Kind;
import dev.millrace.executor.operator.aggregate.states.SumLayout.SumCall;
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
    private final BitSet[] overflowed;

    SumOutput(SumLayout layout, long[] cells, double[] doubles, BitSet[] overflowed) {
        this.layout = layout;
        this.cells = cells;
        this.doubles = doubles;
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

    private long validRows(int group, int column) {
        return cells[at(group)] - cells[at(group) + layout.columns().get(column).nulls()];
    }

    private LongVector counts(SumCall call, int from, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (call.form()) {
                case ROWS -> cells[at(from + i)];
                case VALID_ROWS -> validRows(from + i, call.column());
                case COUNTED, SUM, AVERAGE -> cells[at(from + i) + layout.columns().get(call.column()).cell()];
            };
        }
        return new LongVector(DataType.BIGINT, values, count, null);
    }

    private long[] divisors(SumCall call, int from, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = call.counted() < 0
                    ? validRows(from + i, call.column())
                    : cells[at(from + i) + layout.columns().get(call.counted()).cell()];
        }
        return values;
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
            case WIDE -> switch (type) {
                case DataType.DecimalType(var precision, var _) -> !Wide.fits(cells[cell], cells[cell + 1], precision);
                case DataType.DoubleType _ -> false;
                default -> !Wide.isLong(cells[cell], cells[cell + 1]);
            };
        };
    }

    private Vector sums(SumCall call, DataType type, int from, int count) {
        Column column = layout.columns().get(call.column());
        boolean lenient = call.call().function().startsWith("try_");
        long[] words = new long[2 * count];
        double[] numbers = new double[type.storage() == Storage.DOUBLE ? count : 0];
        long[] validity = null;
        for (int i = 0; i < count; i++) {
            int group = from + i;
            boolean overflow = overflows(call, group, type);
            if (overflow && !lenient) {
                throw overflow(call.call());
            }
            if (overflow || validRows(group, call.column()) == 0) {
                validity = validity == null ? Validity.allValid(count) : validity;
                Validity.setNull(validity, i);
            } else if (column.kind() == Kind.DOUBLE) {
                numbers[i] = doubles[(group + 1) * layout.doubleCells() + column.cell()];
            } else {
                words[2 * i] = cells[at(group) + column.cell()];
                words[2 * i + 1] = column.kind() == Kind.WIDE ? cells[at(group) + column.cell() + 1] : words[2 * i] >> 63;
                if (numbers.length > 0) {
                    numbers[i] = Wide.toDouble(words[2 * i], words[2 * i + 1]);
                }
            }
        }
        return vector(type, words, numbers, count, validity);
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
        boolean lenient = call.call().function().startsWith("try_");
        int shift = type instanceof DataType.DecimalType result && call.states().getFirst() instanceof DataType.DecimalType sum ? result.scale() - sum.scale() : 0;
        long[] divisors = divisors(call, from, count);
        long[] words = new long[2 * count];
        double[] numbers = new double[type.storage() == Storage.DOUBLE ? count : 0];
        long[] validity = null;
        for (int i = 0; i < count; i++) {
            int group = from + i;
            int cell = at(group) + column.cell();
            boolean overflow = overflows(call, group, call.states().getFirst());
            if (overflow && !lenient) {
                throw overflow(call.call());
            }
            if (overflow || divisors[i] == 0) {
                validity = validity == null ? Validity.allValid(count) : validity;
                Validity.setNull(validity, i);
            } else if (column.kind() == Kind.DOUBLE) {
                numbers[i] = doubles[(group + 1) * layout.doubleCells() + column.cell()] / divisors[i];
            } else {
                long low = cells[cell];
                long high = column.kind() == Kind.WIDE ? cells[cell + 1] : low >> 63;
                if (numbers.length > 0) {
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
        }
        return vector(type, words, numbers, count, validity);
    }

    private static EngineException overflow(AggregateCall call) {
        String alternative = call.function().equals("sum") ? "try_sum" : "try_avg";
        return ErrorCondition.ARITHMETIC_OVERFLOW.with("type", call.type().sql(), "expression", call, "alternative", alternative);
    }
}
