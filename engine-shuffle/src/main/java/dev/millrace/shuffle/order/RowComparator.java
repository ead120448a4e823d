package dev.millrace.shuffle.order;

/** Compares a row of one set of vectors with a row of another (or the same). */
@FunctionalInterface
public interface RowComparator {

    /** Negative when the left row comes first, positive when the right one does, 0 when neither does. */
    int compare(int leftRow, int rightRow);
}
