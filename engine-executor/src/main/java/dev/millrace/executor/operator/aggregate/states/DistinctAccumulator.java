package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call with DISTINCT: keeps the distinct arguments of each group and computes the function over them at the end. */
final class DistinctAccumulator implements Accumulator {

    private final Supplier<Accumulator> function;
    private final DistinctRows distinct;
    private int groupCount;
    private @Nullable Accumulator computed;
    private @Nullable EntryOrder order;

    /** @param types of the call's values per row, then of the keys of its ORDER BY */
    DistinctAccumulator(List<DataType> types, Supplier<Accumulator> function) {
        this.function = function;
        this.distinct = new DistinctRows(types);
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
        distinct.add(rows, arguments, Arrays.copyOf(rows.rows(), rows.count()));
        forget();
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        ListElements elements = ListElements.of(states.getFirst(), rows, true);
        distinct.add(elements.groups(), elements.columns(), elements.count(), null);
        forget();
    }

    private void forget() {
        computed = null;
        order = null;
    }

    @Override
    public List<Vector> states(int from, int count) {
        if (order == null) {
            order = distinct.order(groupCount);
        }
        return List.of(ListElements.lists(distinct.values(), true, order, from, count));
    }

    @Override
    public Vector result(int from, int count) {
        if (computed == null) {
            computed = compute();
        }
        return computed.result(from, count);
    }

    private Accumulator compute() {
        Accumulator accumulator = function.get();
        accumulator.reserve(groupCount);
        int[] groups = distinct.groups();
        List<Vector> values = distinct.values();
        for (int from = 0; from < distinct.size(); from += Batch.ROWS) {
            int start = from;
            int count = Math.min(Batch.ROWS, distinct.size() - from);
            int[] rows = new int[count];
            Arrays.setAll(rows, i -> start + i);
            List<Vector> arguments = values.stream().map(column -> Gather.rows(column, rows, count)).toList();
            accumulator.update(arguments, GroupedRows.of(Arrays.copyOfRange(groups, from, from + count), count));
        }
        return accumulator;
    }

    @Override
    public void clear() {
        distinct.clear();
        forget();
    }
}
