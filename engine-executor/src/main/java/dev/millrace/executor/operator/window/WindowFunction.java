package dev.millrace.executor.operator.window;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.types.DataType;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One function of a window: what it needs of each row, and its result for the rows of whole partitions. */
final class WindowFunction {

    private final WindowCall call;
    private final List<SortKey> orderBy;
    private final @Nullable WindowAggregate aggregate;

    WindowFunction(WindowCall call, List<SortKey> orderBy) {
        this.call = call;
        this.orderBy = orderBy;
        this.aggregate = isAggregate(call.call().function()) ? new WindowAggregate(call.call()) : null;
    }

    private static boolean isAggregate(String name) {
        return switch (name) {
            case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "first",
                    "last_value", "last",
                    "any_value", "nth_value" ->
                    false;
            default -> true;
        };
    }

    AggregateCall call() {
        return call.call();
    }

    /** Expressions whose values {@link #evaluate} is given. */
    List<Expr> inputs() {
        return aggregate != null ? WindowAggregate.inputs(call.call()) : call.call().arguments();
    }

    /** @param filter rows that count for an aggregate, or null for all */
    Vector evaluate(List<Vector> arguments, @Nullable BooleanVector filter, WindowRows rows) {
        if (aggregate != null) {
            return aggregate.evaluate(arguments, filter, rows, Frames.of(call, rows, orderBy));
        }
        int[] start = rows.partitionStart();
        int[] end = rows.partitionEnd();
        return switch (call.call().function()) {
            case "row_number" -> numbers(rows, row -> row - start[row] + 1);
            case "rank" -> numbers(rows, row -> rows.peerStart()[row] - start[row] + 1);
            case "dense_rank" -> denseRank(rows);
            case "percent_rank" -> {
                double[] ranks = new double[rows.count()];
                for (int row = 0; row < ranks.length; row++) {
                    int others = end[row] - start[row] - 1;
                    ranks[row] = others == 0 ? 0 : (rows.peerStart()[row] - start[row]) / (double) others;
                }
                yield new DoubleVector(DataType.DOUBLE, ranks, ranks.length, null);
            }
            case "cume_dist" -> {
                double[] shares = new double[rows.count()];
                for (int row = 0; row < shares.length; row++) {
                    shares[row] = (rows.peerEnd()[row] - start[row]) / (double) (end[row] - start[row]);
                }
                yield new DoubleVector(DataType.DOUBLE, shares, shares.length, null);
            }
            case "ntile" -> {
                long buckets = whole(0, "ntile", 1);
                yield numbers(rows, row -> bucket(row - start[row], end[row] - start[row], buckets));
            }
            case "lag", "lead" -> shifted(arguments, rows);
            case "first_value", "first", "any_value" -> picked(arguments.getFirst(), rows, false);
            case "last_value", "last" -> picked(arguments.getFirst(), rows, true);
            case "nth_value" -> nth(arguments.getFirst(), rows);
            default -> throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.call().function(), "suggestion", "");
        };
    }

    private static Vector numbers(WindowRows rows, IntUnaryOperator number) {
        int[] numbers = new int[rows.count()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = number.applyAsInt(row);
        }
        return new IntVector(DataType.INT, numbers, numbers.length, null);
    }

    private static Vector denseRank(WindowRows rows) {
        int[] ranks = new int[rows.count()];
        for (int row = 0; row < ranks.length; row++) {
            boolean first = rows.partitionStart()[row] == row;
            ranks[row] = first ? 1 : rows.peerStart()[row] == row ? ranks[row - 1] + 1 : ranks[row - 1];
        }
        return new IntVector(DataType.INT, ranks, ranks.length, null);
    }

    /** The first {@code size % buckets} buckets have one row more. */
    private static int bucket(int place, int size, long buckets) {
        long small = size / buckets;
        long larger = size % buckets;
        long inLarger = larger * (small + 1);
        return (int) (place < inLarger ? place / (small + 1) + 1 : larger + (place - inLarger) / small + 1);
    }

    private long whole(int argument, String function, long least) {
        Expr expr = call.call().arguments().get(argument);
        if (expr instanceof Literal(Number number, var _) && number.longValue() >= least) {
            return number.longValue();
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "argument " + (argument + 1), "function", function, "expected",
                "a constant of at least " + least, "actual", expr);
    }

    /** The frame of lag and lead is one row: the distance, negative for rows before. */
    private Vector shifted(List<Vector> arguments, WindowRows rows) {
        int[] at = new int[rows.count()];
        for (int row = 0; row < at.length; row++) {
            long wanted = row + Math.clamp(call.from(), -(long) Integer.MAX_VALUE, (long) Integer.MAX_VALUE);
            at[row] = wanted >= rows.partitionStart()[row] && wanted < rows.partitionEnd()[row] ? (int) wanted : -1;
        }
        Vector values = Gather.padded(arguments.getFirst(), at, at.length);
        if (arguments.size() < 3) {
            return values;
        }
        VectorBuilder results = VectorBuilder.of(call.call().type(), at.length);
        int[] one = new int[1];
        for (int row = 0; row < at.length; row++) {
            one[0] = row;
            results.append(at[row] < 0 ? arguments.get(2) : values, one, 0, 1);
        }
        return results.build();
    }

    private Vector picked(Vector values, WindowRows rows, boolean last) {
        Frames frames = Frames.of(call, rows, orderBy);
        boolean skipsNulls =
                call.call().arguments().size() > 1 && call.call().arguments().get(1) instanceof Literal(Boolean flag, var _) && flag;
        int[] at = new int[rows.count()];
        for (int row = 0; row < at.length; row++) {
            int low = frames.from()[row];
            int high = frames.to()[row];
            while (skipsNulls && low < high && values.isNull(last ? high - 1 : low)) {
                low += last ? 0 : 1;
                high -= last ? 1 : 0;
            }
            at[row] = low >= high ? -1 : last ? high - 1 : low;
        }
        return Gather.padded(values, at, at.length);
    }

    private Vector nth(Vector values, WindowRows rows) {
        Frames frames = Frames.of(call, rows, orderBy);
        boolean skipsNulls =
                call.call().arguments().size() > 2 && call.call().arguments().get(2) instanceof Literal(Boolean flag, var _) && flag;
        long wanted = whole(1, "nth_value", 1);
        int[] at = new int[rows.count()];
        for (int row = 0; row < at.length; row++) {
            at[row] = -1;
            long left = wanted;
            int end = frames.to()[row];
            int from = skipsNulls ? frames.from()[row] : (int) Math.min(end, frames.from()[row] + wanted - 1);
            left = skipsNulls ? left : 1;
            for (int candidate = from; candidate < end && left > 0; candidate++) {
                left -= skipsNulls && values.isNull(candidate) ? 0 : 1;
                at[row] = left == 0 ? candidate : -1;
            }
        }
        return Gather.padded(values, at, at.length);
    }
}
