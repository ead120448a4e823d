package dev.millrace.executor.operator.window;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.types.DataType;
import java.util.List;

/**
 * The rows that a function looks at for each row: from {@code from[row]} (inclusive) to {@code to[row]} (exclusive); empty when they meet.
 */
record Frames(int[] from, int[] to) {

    private static final long UNBOUNDED_BEFORE = Long.MIN_VALUE;
    private static final long UNBOUNDED_AFTER = Long.MAX_VALUE;

    static Frames of(WindowCall call, WindowRows rows, List<SortKey> orderBy) {
        int[] from = new int[rows.count()];
        int[] to = new int[rows.count()];
        Frames frames = new Frames(from, to);
        if (call.rows()) {
            frames.byRows(call, rows);
        } else {
            frames.byRange(call, rows, orderBy);
        }
        for (int row = 0; row < from.length; row++) {
            to[row] = Math.max(from[row], to[row]);
        }
        return frames;
    }

    private void byRows(WindowCall call, WindowRows rows) {
        for (int row = 0; row < from.length; row++) {
            int start = rows.partitionStart()[row];
            int end = rows.partitionEnd()[row];
            from[row] = call.from() == UNBOUNDED_BEFORE ? start : moved(row, call.from(), start, end);
            to[row] = call.to() == UNBOUNDED_AFTER ? end : moved(row, call.to() == Long.MIN_VALUE ? call.to() : call.to() + 1, start, end);
        }
    }

    private static int moved(int row, long offset, int start, int end) {
        long bounded = Math.clamp(offset, -(long) Integer.MAX_VALUE, (long) Integer.MAX_VALUE);
        return Math.clamp(row + bounded, start, end);
    }

    private void byRange(WindowCall call, WindowRows rows, List<SortKey> orderBy) {
        boolean measured = (call.from() != UNBOUNDED_BEFORE && call.from() != 0) || (call.to() != UNBOUNDED_AFTER && call.to() != 0);
        double[] places = measured ? places(rows, orderBy) : new double[0];
        Vector key = measured ? rows.orderKeys().getFirst() : null;
        for (int row = 0; row < from.length; row++) {
            boolean isNull = key != null && key.isNull(row);
            from[row] = call.from() == UNBOUNDED_BEFORE
                    ? rows.partitionStart()[row]
                    : call.from() == 0 || isNull ? rows.peerStart()[row] : search(rows, key, places, row, places[row] + call.from(), false);
            to[row] = call.to() == UNBOUNDED_AFTER
                    ? rows.partitionEnd()[row]
                    : call.to() == 0 || isNull ? rows.peerEnd()[row] : search(rows, key, places, row, places[row] + call.to(), true);
        }
    }

    /** The only order key as a number that grows with the rows; offsets are measured on it. */
    private static double[] places(WindowRows rows, List<SortKey> orderBy) {
        double[] places = new double[rows.count()];
        Vector key = rows.orderKeys().getFirst();
        double unit = key.type() instanceof DataType.DecimalType decimal ? Math.pow(10, -decimal.scale()) : 1;
        double sign = orderBy.getFirst().ascending() ? unit : -unit;
        for (int row = 0; row < places.length; row++) {
            places[row] = sign * switch (key) {
                case IntVector(var _, var values, var _, var _) -> values[row];
                case LongVector(var _, var values, var _, var _) -> values[row];
                case DoubleVector(var _, var values, var _, var _) -> values[row];
                case Vector other -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A RANGE frame with an offset over "
                        + other.type().sql(), "advice", "Use ROWS.");
            };
        }
        return places;
    }

    /** The first row of the partition, nulls left out, whose place is at least (or, {@code behind}, more than) the bound. */
    private static int search(WindowRows rows, Vector key, double[] places, int row, double bound, boolean behind) {
        int low = rows.partitionStart()[row];
        int high = rows.partitionEnd()[row];
        while (low < high && key.isNull(low)) {
            low = rows.peerEnd()[low];
        }
        while (low < high && key.isNull(high - 1)) {
            high = rows.peerStart()[high - 1];
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle] > bound || (!behind && places[middle] == bound)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Every frame is its row's partition. */
    boolean areWholePartitions(WindowRows rows) {
        for (int row = 0; row < from.length; row++) {
            if (from[row] != rows.partitionStart()[row] || to[row] != rows.partitionEnd()[row]) {
                return false;
            }
        }
        return true;
    }

    /** Every frame begins with its row's partition and ends no sooner than that of the row before. */
    boolean areGrowing(WindowRows rows) {
        for (int row = 0; row < from.length; row++) {
            boolean first = rows.partitionStart()[row] == row;
            if (from[row] != rows.partitionStart()[row] || (!first && to[row] < to[row - 1])) {
                return false;
            }
        }
        return true;
    }
}
