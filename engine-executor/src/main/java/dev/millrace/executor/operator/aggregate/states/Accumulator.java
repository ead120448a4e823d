package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import java.util.List;

/**
 * One aggregate call's values by group. Groups are numbered from 0; {@link #reserve} comes before a group is first used, and a reserved
 * group that no row
 * reached has the value of an empty input.
 */
public interface Accumulator {

    /** Makes room for {@code groups} groups. */
    void reserve(int groups);

    /** Bytes of room for so many groups, without what grows with the rows. */
    long bytesAt(int groups);

    /** Bytes held now. */
    long heldBytes();

    /** Takes in the rows that count, in their order. {@code arguments}: the call's values per row, then the keys of its ORDER BY. */
    void update(List<Vector> arguments, GroupedRows rows);

    /** Takes in states made by {@link #states}. */
    void merge(List<Vector> states, GroupedRows rows);

    /** The state columns of groups {@code from} to {@code from + count}. */
    List<Vector> states(int from, int count);

    /** The results of groups {@code from} to {@code from + count}. */
    Vector result(int from, int count);

    /** Forgets all groups, keeps the arrays. */
    void clear();
}
