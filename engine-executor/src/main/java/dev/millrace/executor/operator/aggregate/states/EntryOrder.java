package dev.millrace.executor.operator.aggregate.states;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Entries sorted by their group, in each group in the order in which they came: group {@code g} has {@code entries[starts[g]]} to {@code
 * entries[starts[g + 1] - 1]}.
 */
record EntryOrder(int[] starts, int[] entries) {

    /** @param groupOf group of each of the first {@code count} entries */
    static EntryOrder of(int[] groupOf, int count, int groupCount) {
        int[] starts = new int[groupCount + 1];
        for (int entry = 0; entry < count; entry++) {
            starts[groupOf[entry] + 1]++;
        }
        for (int group = 0; group < groupCount; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = Arrays.copyOf(starts, groupCount);
        int[] entries = new int[count];
        for (int entry = 0; entry < count; entry++) {
            entries[next[groupOf[entry]]++] = entry;
        }
        return new EntryOrder(starts, entries);
    }

    /** Sorts each group's entries; equal ones keep their order. */
    void sortEach(Comparator<Integer> order) {
        for (int group = 0; group + 1 < starts.length; group++) {
            int from = starts[group];
            int to = starts[group + 1];
            if (to - from > 1) {
                Integer[] sorted = new Integer[to - from];
                Arrays.setAll(sorted, i -> entries[from + i]);
                Arrays.sort(sorted, order);
                for (int i = from; i < to; i++) {
                    entries[i] = sorted[i - from];
                }
            }
        }
    }

    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** Entries of groups {@code from} to {@code from + count}. */
    int[] entries(int from, int count) {
        return Arrays.copyOfRange(entries, starts[from], starts[from + count]);
    }

    /** Where the lists of those groups start, when their entries are taken together. */
    int[] listStarts(int from, int count) {
        int[] from0 = new int[count];
        for (int i = 0; i < count; i++) {
            from0[i] = starts[from + i] - starts[from];
        }
        return from0;
    }

    int[] listLengths(int from, int count) {
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = size(from + i);
        }
        return lengths;
    }
}
