package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * States that are lists, taken apart: the elements of all rows that count, with their row's group.
 *
 * @param columns fields of the elements, or the elements themselves
 */
record ListElements(List<Vector> columns, int[] groups, int count) {

    /** @param struct true when the elements are structs whose fields are wanted */
    static ListElements of(Vector state, GroupedRows rows, boolean struct) {
        if (!(Flatten.flat(state) instanceof ListVector(var _, var starts, var lengths, var elements, var _, var _))) {
            throw new IllegalArgumentException("not a list: " + state.type().sql());
        }
        int total = 0;
        for (int i = 0; i < rows.count(); i++) {
            total += lengths[rows.rows()[i]];
        }
        int[] chosen = new int[total];
        int[] groups = new int[total];
        int next = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            for (int element = 0; element < lengths[row]; element++) {
                groups[next] = rows.groups()[row];
                chosen[next++] = starts[row] + element;
            }
        }
        Vector taken = Flatten.flat(Gather.rows(elements, chosen, total));
        List<Vector> columns = struct && taken instanceof StructVector fields ? fields.fields() : List.of(taken);
        return new ListElements(columns, groups, total);
    }

    /** States: lists of the columns' entries, for groups {@code from} to {@code from + count}. */
    static ListVector lists(List<Vector> columns, boolean struct, EntryOrder order, int from, int count) {
        DataType element = struct ? tuple(columns) : columns.getFirst().type();
        return lists(DataType.array(element), columns, struct, order, from, count);
    }

    /** Lists of the columns' entries, for groups {@code from} to {@code from + count}. */
    static ListVector lists(DataType type, List<Vector> columns, boolean struct, EntryOrder order, int from, int count) {
        int[] entries = order.entries(from, count);
        List<Vector> taken = new ArrayList<>();
        for (Vector column : columns) {
            taken.add(Gather.rows(column, entries, entries.length));
        }
        Vector elements = struct ? new StructVector(tuple(columns), taken, entries.length, null) : taken.getFirst();
        return new ListVector(type, order.listStarts(from, count), order.listLengths(from, count), elements, count, null);
    }

    private static DataType tuple(List<Vector> columns) {
        List<Field> fields = new ArrayList<>();
        for (Vector column : columns) {
            fields.add(Field.of("c" + fields.size(), column.type()));
        }
        return new DataType.StructType(fields);
    }

    /** 0, 1, 2, … */
    static int[] identity(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, row -> row);
        return rows;
    }
}
