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

    /** Expressions whose values {@link #evaluate} is given as arguments. */
    List<Expr> inputs() {
        return aggregate != null ? WindowAggregate.inputs(call.call()) : call.call().arguments();
    }

    /** Expressions of the frame's bounds. */
    List<Expr> limits() {
        return call.frame().limits();
    }

    private Frames frames(WindowRows rows, List<Vector> limits) {
        return Frames.of(call.frame(), rows, orderBy, limits);
    }

    /** @param filter rows that count for an aggregate, or null for all */
    Vector evaluate(List<Vector> arguments, List<Vector> limits, @Nullable BooleanVector filter, WindowRows rows) {
        if (aggregate != null) {
            return aggregate.evaluate(arguments, filter, rows, frames(rows, limits));
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
            case "first_value", "first", "any_value" -> picked(arguments.getFirst(), frames(rows, limits), skipsNulls(1), 0, false);
            case "last_value", "last" -> picked(arguments.getFirst(), frames(rows, limits), skipsNulls(1), 0, true);
            case "nth_value" -> picked(arguments.getFirst(), frames(rows, limits), skipsNulls(2), whole(1, "nth_value", 1) - 1, false);
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

    /** The value so many rows away, or the third argument where the partition has no such row. */
    private Vector shifted(List<Vector> arguments, WindowRows rows) {
        boolean lag = call.call().function().equals("lag");
        long distance = arguments.size() < 2 ? 1 : whole(1, call.call().function(), Long.MIN_VALUE);
        long behind = lag ? -distance : distance;
        int[] at = call.ignoreNulls() && behind != 0 ? shiftedOverValues(arguments.getFirst(), rows, behind) : shiftedRows(rows, behind);
        if (arguments.size() < 3) {
            return Gather.padded(arguments.getFirst(), at, at.length);
        }
        VectorBuilder both = VectorBuilder.of(call.call().type(), 2 * at.length);
        both.appendAll(arguments.getFirst());
        both.appendAll(arguments.get(2));
        for (int row = 0; row < at.length; row++) {
            at[row] = at[row] < 0 ? at.length + row : at[row];
        }
        return Gather.rows(both.build(), at, at.length);
    }

    private static int[] shiftedRows(WindowRows rows, long behind) {
        int[] at = new int[rows.count()];
        long bounded = Math.clamp(behind, -(long) Integer.MAX_VALUE, (long) Integer.MAX_VALUE);
        for (int row = 0; row < at.length; row++) {
            long wanted = row + bounded;
            at[row] = wanted >= rows.partitionStart()[row] && wanted < rows.partitionEnd()[row] ? (int) wanted : -1;
        }
        return at;
    }

    private static int[] shiftedOverValues(Vector values, WindowRows rows, long behind) {
        CountedRows counted = CountedRows.of(rows.count(), List.of(values), null);
        int[] at = new int[rows.count()];
        for (int row = 0; row < at.length; row++) {
            at[row] = behind < 0 ? counted.before(row, -behind - 1, rows.partitionStart()[row])
                    : counted.from(row + 1, behind - 1, rows.partitionEnd()[row]);
        }
        return at;
    }

    /** The row of the frame that is so many (from 0) behind its start, or before its end. */
    private Vector picked(Vector values, Frames frames, boolean skipsNulls, long number, boolean fromEnd) {
        CountedRows counted = CountedRows.of(frames.from().length, skipsNulls ? List.of(values) : List.of(), null);
        int[] at = new int[frames.from().length];
        for (int row = 0; row < at.length; row++) {
            int low = frames.from()[row];
            int high = frames.to()[row];
            at[row] = fromEnd ? counted.before(high, number, low) : counted.from(low, number, high);
        }
        return Gather.padded(values, at, at.length);
    }

    private boolean skipsNulls(int argument) {
        List<Expr> arguments = call.call().arguments();
        return call.ignoreNulls()
                || (arguments.size() > argument && arguments.get(argument) instanceof Literal(Boolean flag, var _) && flag);
    }
}
