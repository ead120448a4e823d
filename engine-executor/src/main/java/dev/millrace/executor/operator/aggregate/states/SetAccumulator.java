package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code collect_set}: the distinct values of a group, nulls left out, in the order in which they came. */
final class SetAccumulator implements Accumulator {

    private final DistinctRows distinct;
    private final DataType resultType;
    private int groupCount;
    private @Nullable EntryOrder order;

    /** @param resultType an array of {@code type} */
    SetAccumulator(DataType type, DataType resultType) {
        this.resultType = resultType;
        this.distinct = new DistinctRows(List.of(type));
    }

    @Override
    public void reserve(int groups) {
        groupCount = Math.max(groupCount, groups);
    }

    @Override
    public long bytesAt(int groups) {
        return 4L * groups;
    }

    @Override
    public long heldBytes() {
        return distinct.heldBytes();
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        distinct.add(rows, arguments, ValidRows.of(arguments.getFirst().validity(), rows.rows(), rows.count()));
        order = null;
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        ListElements elements = ListElements.of(states.getFirst(), rows, false);
        distinct.add(elements.groups(), elements.columns(), elements.count(), null);
        order = null;
    }

    @Override
    public List<Vector> states(int from, int count) {
        return List.of(ListElements.lists(distinct.values(), false, order(), from, count));
    }

    @Override
    public Vector result(int from, int count) {
        return ListElements.lists(resultType, distinct.values(), false, order(), from, count);
    }

    private EntryOrder order() {
        if (order == null) {
            order = distinct.order(groupCount);
        }
        return order;
    }

    @Override
    public void clear() {
        distinct.clear();
        order = null;
    }
}
