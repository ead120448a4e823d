package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.Vector;
import java.util.List;

/** No keys: all rows are one group, which exists before any row. */
final class SingleGroup implements GroupTable {

    @Override
    public int size() {
        return 1;
    }

    @Override
    public int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void reserve(int groups) {}

    @Override
    public long bytesAt(int groups) {
        return 0;
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public void assign(List<Vector> keys, GroupedRows rows) {
        int[] groups = rows.groups();
        for (int i = 0; i < rows.count(); i++) {
            groups[rows.rows()[i]] = 0;
        }
    }

    @Override
    public List<Vector> keys(int from, int count) {
        return List.of();
    }

    @Override
    public void clear() {}
}
