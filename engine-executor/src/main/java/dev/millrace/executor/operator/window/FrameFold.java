package dev.millrace.executor.operator.window;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.states.WordReader;
import dev.millrace.executor.operator.aggregate.sums.RowInputs;
import dev.millrace.executor.operator.aggregate.sums.SumAccumulator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.function.AggregateStates;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts, sums, means, least and greatest values of numbers over frames that advance, each frame in constant time on average.
 *
 * <p>Counts and exact sums are differences of running totals, the sums in 128 bits. Sums of DOUBLE and extremes, which cannot be taken
 * back, go through two stacks that meet in the frame: the front holds the fold of each suffix, the back one running fold. The front is
 * made anew when the frame's start passes it, so that every row is folded at most twice (Tangwongsan, Hirzel, Schneider: Low-Latency
 * Sliding-Window Aggregation in Worst-Case Constant Time, 2017).
 */
final class FrameFold {

    private final AggregateCall call;
    private final Frames frames;
    private final CountedRows counted;

    private FrameFold(AggregateCall call, Frames frames, CountedRows counted) {
        this.call = call;
        this.frames = frames;
        this.counted = counted;
    }

    /** Whether the call is one of those computed here. */
    static boolean covers(AggregateCall call) {
        if (call.distinct()) {
            return false;
        }
        return switch (call.function()) {
            case "count" -> true;
            case "sum", "avg", "mean" -> switch (call.arguments().getFirst().type().storage()) {
                case INT, LONG, DOUBLE -> true;
                case BOOLEAN, DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL -> false;
            };
            case "min", "max" -> WordReader.reads(call.arguments().getFirst().type());
            default -> false;
        };
    }

    /** @param arguments flat vectors */
    static Vector evaluate(AggregateCall call, List<Vector> arguments, @Nullable BooleanVector filter, Frames frames) {
        FrameFold fold = new FrameFold(call, frames, CountedRows.of(frames.from().length, arguments, filter));
        return switch (call.function()) {
            case "count" -> new LongVector(DataType.BIGINT, fold.counts(), frames.from().length, null);
            case "min" -> fold.extreme(arguments.getFirst(), Math::min, Long.MAX_VALUE);
            case "max" -> fold.extreme(arguments.getFirst(), Math::max, Long.MIN_VALUE);
            default -> fold.summed(arguments.getFirst());
        };
    }

    private long[] counts() {
        long[] counts = new long[frames.from().length];
        for (int row = 0; row < counts.length; row++) {
            counts[row] = (long) counted.before()[frames.to()[row]] - counted.before()[frames.from()[row]];
        }
        return counts;
    }

    private Vector extreme(Vector argument, LongBinaryOperator better, long neutral) {
        long[] words = new WordReader().words(argument);
        int count = frames.from().length;
        byte[] seen = new byte[count];
        long[] folded = new long[count];
        long[] front = new long[count + 1];
        int middle = 0;
        int taken = 0;
        long back = neutral;
        for (int row = 0; row < count; row++) {
            int from = frames.from()[row];
            int to = frames.to()[row];
            if (from >= middle) {
                long suffix = neutral;
                for (int at = to - 1; at >= from; at--) {
                    suffix = counted.counts(at) ? better.applyAsLong(words[at], suffix) : suffix;
                    front[at] = suffix;
                }
                middle = to;
                taken = to;
                back = neutral;
            }
            for (; taken < to; taken++) {
                back = counted.counts(taken) ? better.applyAsLong(back, words[taken]) : back;
            }
            folded[row] = from < middle ? better.applyAsLong(front[from], back) : back;
            seen[row] = (byte) (counted.before()[to] > counted.before()[from] ? 1 : 0);
        }
        return WordReader.vector(call.type(), folded, seen, 0, count);
    }

    private Vector summed(Vector argument) {
        List<DataType> types = AggregateStates.types(call);
        long[] counts = counts();
        int rows = counts.length;
        long[] validity = null;
        for (int row = 0; row < rows; row++) {
            if (counts[row] == 0) {
                validity = validity == null ? Validity.allValid(rows) : validity;
                Validity.setNull(validity, row);
            }
        }
        Vector sums = argument instanceof DoubleVector doubles
                ? new DoubleVector(types.getFirst(), doubleSums(doubles.values()), rows, validity)
                : exactSums(argument, types.getFirst(), counts, validity);
        if (types.size() == 1 && !(sums instanceof Decimal128Vector)) {
            return sums;
        }
        return finish(types, types.size() == 1 ? List.of(sums) : List.of(sums, new LongVector(DataType.BIGINT, counts, rows, null)), rows);
    }

    /** Makes results of states: rounds means, looks whether decimals fit. */
    private Vector finish(List<DataType> types, List<Vector> states, int rows) {
        SumAccumulator results = new SumAccumulator();
        results.addForStates(call, types, IntStream.range(0, types.size()).boxed().toList());
        results.complete();
        results.reserve(rows);
        results.update(new RowInputs() {
            @Override
            public Vector column(int input) {
                return states.get(input);
            }

            @Override
            public long @Nullable [] filterBits(int number) {
                return null;
            }
        }, GroupedRows.of(IntStream.range(0, rows).toArray(), rows), rows);
        return results.result(0, 0, rows);
    }

    private double[] doubleSums(double[] values) {
        int count = frames.from().length;
        double[] folded = new double[count];
        double[] front = new double[count + 1];
        int middle = 0;
        int taken = 0;
        double back = 0;
        for (int row = 0; row < count; row++) {
            int from = frames.from()[row];
            int to = frames.to()[row];
            if (from >= middle) {
                double suffix = 0;
                for (int at = to - 1; at >= from; at--) {
                    suffix = counted.counts(at) ? values[at] + suffix : suffix;
                    front[at] = suffix;
                }
                middle = to;
                taken = to;
                back = 0;
            }
            for (; taken < to; taken++) {
                back = counted.counts(taken) ? back + values[taken] : back;
            }
            folded[row] = from < middle ? front[from] + back : back;
        }
        return folded;
    }

    private Vector exactSums(Vector argument, DataType type, long[] counts, long @Nullable [] validity) {
        int rows = counts.length;
        long[] low = new long[rows + 1];
        long[] high = new long[rows + 1];
        for (int row = 0; row < rows; row++) {
            long value = counted.counts(row) ? number(argument, row) : 0;
            low[row + 1] = low[row] + value;
            high[row + 1] = high[row] + (value >> 63) + (Long.compareUnsigned(low[row + 1], value) < 0 ? 1 : 0);
        }
        long[] words = new long[2 * rows];
        boolean fits = true;
        for (int row = 0; row < rows; row++) {
            int from = frames.from()[row];
            int to = frames.to()[row];
            words[2 * row] = low[to] - low[from];
            words[2 * row + 1] = high[to] - high[from] - (Long.compareUnsigned(low[to], low[from]) < 0 ? 1 : 0);
            fits &= words[2 * row + 1] == words[2 * row] >> 63;
        }
        return ofType(type, words, fits, validity);
    }

    private Vector ofType(DataType type, long[] words, boolean fits, long @Nullable [] validity) {
        int rows = words.length / 2;
        if (type.storage() == Storage.DECIMAL128) {
            return new Decimal128Vector(type, words, rows, validity);
        }
        if (type.storage() == Storage.DOUBLE) {
            double[] sums = new double[rows];
            for (int row = 0; row < rows; row++) {
                double unsigned = (words[2 * row] >>> 1) * 2.0 + (words[2 * row] & 1);
                sums[row] = fits ? words[2 * row] : words[2 * row + 1] * 0x1p64 + unsigned;
            }
            return new DoubleVector(type, sums, rows, validity);
        }
        boolean narrow = type.storage() == Storage.INT;
        int[] ints = new int[narrow ? rows : 0];
        long[] longs = new long[narrow ? 0 : rows];
        for (int row = 0; row < rows; row++) {
            long sum = words[2 * row];
            if (!fits && words[2 * row + 1] != sum >> 63 || narrow && sum != (int) sum) {
                throw ErrorCondition.ARITHMETIC_OVERFLOW.with("type", type.sql(), "expression", call, "alternative", "try_sum");
            }
            if (narrow) {
                ints[row] = (int) sum;
            } else {
                longs[row] = sum;
            }
        }
        return narrow ? new IntVector(type, ints, rows, validity) : new LongVector(type, longs, rows, validity);
    }

    private static long number(Vector argument, int row) {
        return argument instanceof LongVector longs ? longs.values()[row] : ((IntVector) argument).values()[row];
    }
}
