package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Vector;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import java.util.List;

/**
 * Rows of whole partitions, sorted. For each row where its partition and its peers (rows that the order does not tell apart) begin and end.
 *
 * @param count          rows
 * @param partitionStart per row, first row of its partition
 * @param partitionEnd   per row, one behind the last row of its partition
 * @param peerStart      per row, first of its peers
 * @param peerEnd        per row, one behind the last of its peers
 * @param orderKeys      vectors of the order keys
 */
record WindowRows(int count, int[] partitionStart, int[] partitionEnd, int[] peerStart, int[] peerEnd, List<Vector> orderKeys) {

    /** @param partitionKeys flat vectors, as the order keys, of {@code count} rows */
    static WindowRows of(int count, List<Vector> partitionKeys, List<Vector> orderKeys) {
        boolean[] beginsPartition = changes(count, partitionKeys);
        boolean[] beginsPeers = changes(count, orderKeys);
        for (int row = 0; row < count; row++) {
            beginsPeers[row] |= beginsPartition[row];
        }
        return new WindowRows(count, starts(beginsPartition), ends(beginsPartition), starts(beginsPeers), ends(beginsPeers), orderKeys);
    }

    /** True for each row that differs from the one before it. */
    private static boolean[] changes(int count, List<Vector> keys) {
        boolean[] changes = new boolean[count];
        RowComparator comparator = comparator(keys);
        for (int row = 0; row < count; row++) {
            changes[row] = row == 0 || comparator.compare(row - 1, row) != 0;
        }
        return changes;
    }

    /** Tells equal rows from others; its order means nothing. */
    static RowComparator comparator(List<Vector> keys) {
        return comparator(keys, keys);
    }

    /** Compares rows of the one with rows of the other. */
    static RowComparator comparator(List<Vector> keys, List<Vector> others) {
        return new RowOrder(keys.stream().map(_ -> new RowOrder.Direction(true, true)).toList()).comparator(keys, others);
    }

    private static int[] starts(boolean[] begins) {
        int[] starts = new int[begins.length];
        for (int row = 0; row < begins.length; row++) {
            starts[row] = begins[row] ? row : starts[row - 1];
        }
        return starts;
    }

    private static int[] ends(boolean[] begins) {
        int[] ends = new int[begins.length];
        for (int row = begins.length - 1; row >= 0; row--) {
            boolean last = row + 1 == begins.length || begins[row + 1];
            ends[row] = last ? row + 1 : ends[row + 1];
        }
        return ends;
    }
}
