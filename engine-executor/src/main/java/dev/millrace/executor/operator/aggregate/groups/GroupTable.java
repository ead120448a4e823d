package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.Vector;
import java.util.List;

/** Numbers the distinct keys of rows from 0 on. */
public interface GroupTable {

    /** Groups so far. */
    int size();

    /** Groups that fit before the table must {@link #reserve} more. */
    int capacity();

    /** Makes room for {@code groups} groups in all. */
    void reserve(int groups);

    /** Bytes that a table with room for so many groups takes, without the bytes of text; more than any budget when it cannot be made. */
    long bytesAt(int groups);

    /** Bytes held now. */
    long heldBytes();

    /** Finds or makes the group of every row that counts; there must be room for as many new groups. */
    void assign(List<Vector> keys, GroupedRows rows);

    /** The keys of groups {@code from} to {@code from + count}, one vector a column. */
    List<Vector> keys(int from, int count);

    /** Forgets all groups, keeps the arrays. */
    void clear();
}
