package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupFinder;
import dev.millrace.executor.operator.aggregate.groups.GroupTable;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The distinct combinations of a group and some values, numbered as they come. */
final class DistinctRows {

    private final GroupFinder finder;
    private List<Vector> columns = List.of();
    private int columnsOf = -1;

    DistinctRows(List<DataType> types) {
        List<DataType> all = new ArrayList<>();
        all.add(DataType.INT);
        all.addAll(types);
        this.finder = GroupFinder.of(all);
    }

    int size() {
        return finder.table().size();
    }

    long heldBytes() {
        return finder.table().heldBytes() + finder.heldBytes();
    }

    /**
     * Numbers the combination of each row that is chosen.
     *
     * @param groups group by physical row
     * @return number by physical row; valid until the next call
     */
    int[] add(int[] groups, List<Vector> values, int length, @Nullable Selection rows) {
        List<Vector> keys = new ArrayList<>();
        keys.add(new IntVector(DataType.INT, groups, length, null));
        keys.addAll(values);
        GroupTable table = finder.table();
        long needed = table.size() + (long) finder.prepare(keys, length, rows);
        if (needed > table.capacity()) {
            table.reserve((int) Math.max(needed, 2L * table.capacity()));
        }
        finder.assign();
        return finder.rows().groups();
    }

    /** {@link #add} for rows whose groups are known. */
    int[] add(GroupedRows rows, List<Vector> values, int[] chosen) {
        return add(rows.groups(), values, rows.length(), new Selection(chosen, chosen.length));
    }

    /** Group of each combination. */
    int[] groups() {
        return ((IntVector) columns().getFirst()).values();
    }

    /** Values by combination, one vector a column. */
    List<Vector> values() {
        return columns().subList(1, columns().size());
    }

    private List<Vector> columns() {
        if (columnsOf != size()) {
            columns = finder.table().keys(0, size());
            columnsOf = size();
        }
        return columns;
    }

    EntryOrder order(int groupCount) {
        return EntryOrder.of(groups(), size(), groupCount);
    }

    void clear() {
        finder.clear();
        columnsOf = -1;
    }
}
