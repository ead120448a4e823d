package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.groups.RowValueOrder;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.KeyOrder;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions that need all values of a group: {@code collect_list, listagg, percentile, median}. Values are kept in one column in the
 * order in which they came,
 * each with its group, and sorted by group when the result is asked for.
 */
final class ListAccumulator implements Accumulator {

    private final List<KeyOrder> keys;
    private final ListResult result;
    private final List<VectorBuilder> columns = new ArrayList<>();
    private int[] groupOf = {};
    private int count;
    private int groupCount;
    private @Nullable EntryOrder order;

    ListAccumulator(DataType type, List<KeyOrder> keys, ListResult result) {
        this.keys = keys;
        this.result = result;
        columns.add(VectorBuilder.of(type, 0));
        keys.forEach(key -> columns.add(VectorBuilder.of(key.type(), 0)));
    }

    @Override
    public void reserve(int groups) {
        groupCount = Math.max(groupCount, groups);
    }

    @Override
    public long bytesAt(int groups) {
        return 4L * groups;
    }

    /** The order that is made at the end takes four bytes an entry as well. */
    @Override
    public long heldBytes() {
        return 8L * groupOf.length + columns.stream().mapToLong(VectorBuilder::heldBytes).sum();
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        int[] at = ValidRows.of(arguments.getFirst().validity(), rows.rows(), rows.count());
        reserveEntries(at.length);
        for (int i = 0; i < at.length; i++) {
            groupOf[count + i] = rows.groups()[at[i]];
        }
        append(arguments, at);
    }

    private void append(List<Vector> vectors, int[] at) {
        for (int column = 0; column < columns.size(); column++) {
            columns.get(column).append(vectors.get(column), at, 0, at.length);
        }
        count += at.length;
        order = null;
    }

    private void reserveEntries(int more) {
        if (count + more > groupOf.length) {
            groupOf = Arrays.copyOf(groupOf, Math.max(count + more, groupOf.length + (groupOf.length >> 1) + 16));
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        ListElements elements = ListElements.of(states.getFirst(), rows, !keys.isEmpty());
        reserveEntries(elements.count());
        System.arraycopy(elements.groups(), 0, groupOf, count, elements.count());
        append(elements.columns(), ListElements.identity(elements.count()));
    }

    private EntryOrder order() {
        if (order == null) {
            order = EntryOrder.of(groupOf, count, groupCount);
        }
        return order;
    }

    private List<Vector> vectors() {
        return columns.stream().map(VectorBuilder::build).toList();
    }

    @Override
    public List<Vector> states(int from, int groups) {
        return List.of(ListElements.lists(vectors(), !keys.isEmpty(), order(), from, groups));
    }

    @Override
    public Vector result(int from, int groups) {
        List<Vector> vectors = vectors();
        EntryOrder all = order();
        EntryOrder some = new EntryOrder(Arrays.copyOfRange(all.starts(), from, from + groups + 1), all.entries());
        if (!keys.isEmpty()) {
            some.sortEach((left, right) -> compare(vectors, left, right));
        }
        return result.of(vectors.getFirst(), some, groups);
    }

    private int compare(List<Vector> vectors, int left, int right) {
        int compared = 0;
        for (int key = 0; compared == 0 && key < keys.size(); key++) {
            Vector values = vectors.get(key + 1);
            boolean leftNull = values.isNull(left);
            boolean rightNull = values.isNull(right);
            if (leftNull || rightNull) {
                int nullsFirst = Boolean.compare(rightNull, leftNull);
                compared = keys.get(key).nullsFirst() ? nullsFirst : -nullsFirst;
            } else {
                int ascending = RowValueOrder.compare(values, left, values, right);
                compared = keys.get(key).ascending() ? ascending : -ascending;
            }
        }
        return compared;
    }

    @Override
    public void clear() {
        columns.forEach(VectorBuilder::clear);
        count = 0;
        order = null;
    }
}
