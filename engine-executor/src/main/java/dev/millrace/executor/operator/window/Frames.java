package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Vector;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.WindowFrame.Unit;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The rows that a function looks at for each row: from {@code from[row]} (inclusive) to {@code to[row]} (exclusive); empty when they meet.
 */
record Frames(int[] from, int[] to) {

    /** @param limits vectors of {@link WindowFrame#limits} */
    static Frames of(WindowFrame frame, WindowRows rows, List<SortKey> orderBy, List<Vector> limits) {
        Queue<Vector> left = new ArrayDeque<>(limits);
        int[] from = ends(frame.unit(), frame.from(), rows, orderBy, left, false);
        int[] to = ends(frame.unit(), frame.to(), rows, orderBy, left, true);
        for (int row = 0; row < from.length; row++) {
            to[row] = Math.max(from[row], to[row]);
        }
        return new Frames(from, to);
    }

    /** @param last whether the last row of the frame is meant, of which the place behind is given */
    private static int[] ends(Unit unit, WindowFrame.Bound bound, WindowRows rows, List<SortKey> orderBy, Queue<Vector> limits,
            boolean last) {
        return switch (bound) {
            case WindowFrame.Unbounded _ -> last ? rows.partitionEnd().clone() : rows.partitionStart().clone();
            case WindowFrame.Offset(var distance) -> switch (unit) {
                case ROWS -> byRows(distance, rows, last);
                case RANGE -> last ? rows.peerEnd().clone() : rows.peerStart().clone();
                case GROUPS -> byGroups(distance, rows, last);
            };
            case WindowFrame.Limit(var _, var following) -> byValue(rows, orderBy.getFirst(), limits.remove(), following, last);
        };
    }

    private static int[] byRows(long distance, WindowRows rows, boolean last) {
        int[] ends = new int[rows.count()];
        int bounded = (int) Math.clamp(distance, -(long) Integer.MAX_VALUE / 2, (long) Integer.MAX_VALUE / 2) + (last ? 1 : 0);
        for (int row = 0; row < ends.length; row++) {
            ends[row] = Math.clamp((long) row + bounded, rows.partitionStart()[row], rows.partitionEnd()[row]);
        }
        return ends;
    }

    private static int[] byGroups(long distance, WindowRows rows, boolean last) {
        int count = rows.count();
        int[] ends = new int[count];
        int[] groupOf = new int[count];
        int[] starts = new int[count + 1];
        int groups = 0;
        for (int row = 0; row < count; row++) {
            if (rows.peerStart()[row] == row) {
                starts[groups++] = row;
            }
            groupOf[row] = groups - 1;
        }
        starts[groups] = count;
        long bounded = Math.clamp(distance, -(long) Integer.MAX_VALUE / 2, (long) Integer.MAX_VALUE / 2) + (last ? 1 : 0);
        for (int row = 0; row < count; row++) {
            int group = Math.clamp(groupOf[row] + bounded, 0, groups);
            ends[row] = Math.clamp(starts[group], rows.partitionStart()[row], rows.partitionEnd()[row]);
        }
        return ends;
    }

    private static int[] byValue(WindowRows rows, SortKey order, Vector limit, boolean following, boolean last) {
        int[] ends = new int[rows.count()];
        Vector key = rows.orderKeys().getFirst();
        RowComparator comparator = RowOrder.of(List.of(order)).comparator(List.of(key), List.of(limit));
        int low = 0;
        int high = 0;
        int at = 0;
        for (int row = 0; row < ends.length; row++) {
            if (rows.partitionStart()[row] == row) {
                low = row;
                high = rows.partitionEnd()[row];
                while (low < high && key.isNull(low)) {
                    low = rows.peerEnd()[low];
                }
                while (low < high && key.isNull(high - 1)) {
                    high = rows.peerStart()[high - 1];
                }
                at = low;
            }
            if (key.isNull(row)) {
                ends[row] = last ? rows.peerEnd()[row] : rows.peerStart()[row];
            } else if (limit.isNull(row)) {
                ends[row] = following ? high : low;
            } else {
                at = search(comparator, row, low, high, at, last);
                ends[row] = at;
            }
        }
        return ends;
    }

    /** The first place whose key is at the row's limit or behind it ({@code behind}: behind it), looked for from {@code near} on. */
    private static int search(RowComparator comparator, int row, int low, int high, int near, boolean behind) {
        int least = behind ? 1 : 0;
        int from = low;
        int to = high;
        if (near > low && comparator.compare(near - 1, row) >= least) {
            to = near - 1;
        } else {
            from = near;
            int step = 1;
            while (from + step <= to && comparator.compare(from + step - 1, row) < least) {
                from += step;
                step *= 2;
            }
            to = Math.min(to, from + step - 1);
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (comparator.compare(middle, row) >= least) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
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
            if (from[row] != rows.partitionStart()[row]) {
                return false;
            }
        }
        return areAdvancing();
    }

    /** No frame begins or ends sooner than that of the row before. */
    boolean areAdvancing() {
        for (int row = 1; row < from.length; row++) {
            if (from[row] < from[row - 1] || to[row] < to[row - 1]) {
                return false;
            }
        }
        return true;
    }
}
