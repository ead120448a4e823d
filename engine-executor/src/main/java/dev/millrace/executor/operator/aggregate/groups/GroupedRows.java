package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.Selection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that count and the group of each. {@code groups()[row]} is the group of physical row {@code row}; {@link #NONE}
 * for a row that does not
 * count, so that a kernel may run over all rows and let those fall into a spare group. Reused from batch to batch.
 */
public final class GroupedRows {

    /** Group of a row that does not count. */
    public static final int NONE = -1;

    private int[] groups = {};
    private int[] identity = {};
    private int[] rows = {};
    private int count;
    private int length;

    /** Begins a batch: no row has a group yet. */
    public void begin(int newLength, @Nullable Selection selection) {
        length = newLength;
        if (groups.length < length) {
            groups = new int[Math.max(length, 1024)];
        }
        if (selection != null && selection.count() < length) {
            rows = selection.rows();
            count = selection.count();
            Arrays.fill(groups, 0, length, NONE);
        } else {
            rows = identity(length);
            count = length;
        }
    }

    /** Rows that all count, with the groups given. */
    public static GroupedRows of(int[] groups, int length) {
        GroupedRows rows = new GroupedRows();
        rows.groups = groups;
        rows.begin(length, null);
        return rows;
    }

    /** Another choice of rows over the same groups, which stay shared. */
    public GroupedRows only(Selection selection) {
        GroupedRows chosen = new GroupedRows();
        chosen.groups = groups;
        chosen.rows = selection.rows();
        chosen.count = selection.count();
        chosen.length = length;
        return chosen;
    }

    private int[] identity(int size) {
        if (identity.length < size) {
            identity = new int[Math.max(size, 1024)];
            Arrays.setAll(identity, row -> row);
        }
        return identity;
    }

    /** Group by physical row. */
    public int[] groups() {
        return groups;
    }

    /** Physical rows that count, ascending; the first {@link #count} entries. */
    public int[] rows() {
        return rows;
    }

    public int count() {
        return count;
    }

    /** Physical rows. */
    public int length() {
        return length;
    }

    public boolean all() {
        return count == length;
    }

    /** The rows as a selection, or null for all. */
    public @Nullable Selection selection() {
        return all() ? null : new Selection(rows, count);
    }
}
