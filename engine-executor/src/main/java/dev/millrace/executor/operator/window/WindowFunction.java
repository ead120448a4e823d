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
import dev.millrace.plan.WindowFrame;
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

    WindowFrame frame() {
        return call.frame();
    }

    /** Only of an aggregate. */
    WindowAggregate aggregate() {
        if (aggregate == null) {
            throw new IllegalStateException(call + " is no aggregate");
        }
        return aggregate;
    }

    /**
     * Which row of a frame first_value and the like give.
     *
     * @param number  from 0
     * @param fromEnd counted from the frame's end
     */
    record Pick(boolean skipsNulls, long number, boolean fromEnd) {}

    Pick pick() {
        return switch (call.call().function()) {
            case "nth_value" -> new Pick(skipsNulls(2), whole(1, "nth_value", 1) - 1, false);
            case "last_value", "last" -> new Pick(skipsNulls(1), 0, true);
            default -> new Pick(skipsNulls(1), 0, false);
        };
    }

    long buckets() {
        return whole(0, "ntile", 1);
    }

    /** How many rows behind its own lag and lead look; less than 0 for rows before. */
    long distanceBehind() {
        String function = call.call().function();
        long distance = call.call().arguments().size() < 2 ? 1 : whole(1, function, Long.MIN_VALUE);
        return function.equals("lag") ? -distance : distance;
    }

    boolean skipsNullsOfShift() {
        return call.ignoreNulls() && distanceBehind() != 0;
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
                long buckets = buckets();
                yield numbers(rows, row -> bucket(row - start[row], end[row] - start[row], buckets));
            }
            case "lag", "lead" -> shifted(arguments, rows);
            case "first_value", "first", "any_value", "last_value", "last", "nth_value" ->
                    picked(arguments.getFirst(), frames(rows, limits), pick());
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
    static int bucket(long place, long size, long buckets) {
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
        long behind = distanceBehind();
        int[] at = skipsNullsOfShift() ? shiftedOverValues(arguments.getFirst(), rows, behind) : shiftedRows(rows, behind);
        return shifted(arguments, 0, at);
    }

    /**
     * The values at some rows, for the rows from {@code first} on.
     *
     * @param at is changed
     */
    Vector shifted(List<Vector> arguments, int first, int[] at) {
        Vector values = arguments.getFirst();
        if (arguments.size() < 3) {
            return Gather.padded(values, at, at.length);
        }
        VectorBuilder both = VectorBuilder.of(call.call().type(), 2 * values.length());
        both.appendAll(values);
        both.appendAll(arguments.get(2));
        for (int i = 0; i < at.length; i++) {
            at[i] = at[i] < 0 ? values.length() + first + i : at[i];
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
    private static Vector picked(Vector values, Frames frames, Pick pick) {
        CountedRows counted = CountedRows.of(frames.from().length, pick.skipsNulls() ? List.of(values) : List.of(), null);
        int[] at = new int[frames.from().length];
        for (int row = 0; row < at.length; row++) {
            int low = frames.from()[row];
            int high = frames.to()[row];
            at[row] = pick.fromEnd() ? counted.before(high, pick.number(), low) : counted.from(low, pick.number(), high);
        }
        return Gather.padded(values, at, at.length);
    }

    private boolean skipsNulls(int argument) {
        List<Expr> arguments = call.call().arguments();
        return call.ignoreNulls()
                || (arguments.size() > argument && arguments.get(argument) instanceof Literal(Boolean flag, var _) && flag);
    }
}
