package dev.millrace.executor.operator.join;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import java.util.Arrays;
import java.util.List;

/** Keeps the pairs of rows whose keys are really equal, null equal to null. A hash has said already that they probably are. */
final class PairEquality {

    private static final RowOrder ANY_ORDER = new RowOrder(List.of(new RowOrder.Direction(true, true)));

    private PairEquality() {}

    /** Compacts the three arrays to the pairs that are equal in this key; returns how many those are. */
    static int keep(Vector probe, Vector build, int[] positions, int[] probeRows, int[] buildRows, int count) {
        Vector flat = Flatten.flat(probe);
        int kept = 0;
        if (flat instanceof LongVector(var _, var left, var _, var leftValid) && leftValid == null
                && build instanceof LongVector(var _, var right, var _, var rightValid) && rightValid == null) {
            for (int i = 0; i < count; i++) {
                boolean equal = left[probeRows[i]] == right[buildRows[i]];
                kept = move(i, kept, equal, positions, probeRows, buildRows);
            }
        } else if (flat instanceof IntVector(var _, var left, var _, var leftValid) && leftValid == null
                && build instanceof IntVector(var _, var right, var _, var rightValid) && rightValid == null) {
            for (int i = 0; i < count; i++) {
                boolean equal = left[probeRows[i]] == right[buildRows[i]];
                kept = move(i, kept, equal, positions, probeRows, buildRows);
            }
        } else if (flat instanceof BytesVector left && !left.hasNulls() && build instanceof BytesVector right && !right.hasNulls()) {
            for (int i = 0; i < count; i++) {
                boolean equal = equal(left, probeRows[i], right, buildRows[i]);
                kept = move(i, kept, equal, positions, probeRows, buildRows);
            }
        } else {
            RowComparator comparator = ANY_ORDER.comparator(List.of(flat), List.of(build));
            for (int i = 0; i < count; i++) {
                boolean equal = comparator.compare(probeRows[i], buildRows[i]) == 0;
                kept = move(i, kept, equal, positions, probeRows, buildRows);
            }
        }
        return kept;
    }

    private static int move(int from, int to, boolean keep, int[] positions, int[] probeRows, int[] buildRows) {
        positions[to] = positions[from];
        probeRows[to] = probeRows[from];
        buildRows[to] = buildRows[from];
        return keep ? to + 1 : to;
    }

    private static boolean equal(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        int length = left.lengths()[leftRow];
        int leftStart = left.starts()[leftRow];
        int rightStart = right.starts()[rightRow];
        return length == right.lengths()[rightRow]
                && Arrays.equals(left.data(), leftStart, leftStart + length, right.data(), rightStart, rightStart + length);
    }
}
