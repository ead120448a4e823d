package dev.millrace.executor.operator.window;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows that count for a function, where it is not all: those with a value, those that pass a filter.
 *
 * @param places of the rows that count, ascending
 * @param before for each row, and for the end, how many that count lie before it
 */
record CountedRows(int[] places, int[] before) {

    /** @param filter or null when all rows pass */
    static CountedRows of(int count, Iterable<Vector> present, @Nullable BooleanVector filter) {
        boolean[] counts = new boolean[count];
        Arrays.fill(counts, true);
        for (Vector values : present) {
            if (values.validity() != null || values instanceof NullVector) {
                for (int row = 0; row < count; row++) {
                    counts[row] &= !values.isNull(row);
                }
            }
        }
        if (filter != null) {
            for (int row = 0; row < count; row++) {
                counts[row] &= filter.values()[row] != 0 && !filter.isNull(row);
            }
        }
        int[] before = new int[count + 1];
        int[] places = new int[count];
        int found = 0;
        for (int row = 0; row < count; row++) {
            before[row] = found;
            places[found] = row;
            found += counts[row] ? 1 : 0;
        }
        before[count] = found;
        return new CountedRows(Arrays.copyOf(places, found), before);
    }

    boolean counts(int row) {
        return before[row + 1] > before[row];
    }

    /** The {@code number}-th (from 0) that counts from a row on, or -1 when it does not lie before {@code end}. */
    int from(int row, long number, int end) {
        long place = before[row] + number;
        return place < before[end] ? places[(int) place] : -1;
    }

    /** The {@code number}-th (from 0) that counts before a row, going back, or -1 when it lies before {@code start}. */
    int before(int row, long number, int start) {
        long place = before[row] - 1 - number;
        return place >= before[start] ? places[(int) place] : -1;
    }
}
