package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Gather;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.RowValueOrder;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of the values of a group. Interpolated: between the two values around place {@code p * (n - 1)} of the sorted values; else
 * the value at place
 * {@code ceil(p * n)}, counted from one.
 *
 * @param type      of one percentile
 * @param at        from 0 to 1
 * @param arrayType  of the result when it is an array, one element for each of {@code at}; null when it is not
 * @param descending whether places count from the greatest value
 */
record PercentileResult(DataType type, List<Double> at, @Nullable DataType arrayType, boolean interpolated, boolean descending)
        implements
            ListResult {

    @Override
    public Vector of(Vector values, EntryOrder order, int groups) {
        if (WordReader.reads(values.type())) {
            return of(sorted(values, order), groups, places(new EntryOrder(order.starts(), ListElements.identity(order.entries().length))));
        }
        order.sortEach((left, right) -> RowValueOrder.compare(values, left, values, right));
        return of(values, groups, places(order));
    }

    /** The values by entry, with the entries of each group sorted; those of other groups are left out. */
    private static Vector sorted(Vector values, EntryOrder order) {
        long[] words = new WordReader().words(values);
        long[] sorted = new long[order.entries().length];
        byte[] seen = new byte[sorted.length];
        Arrays.fill(seen, (byte) 1);
        int[] starts = order.starts();
        for (int i = starts[0]; i < starts[starts.length - 1]; i++) {
            sorted[i] = words[order.entries()[i]];
        }
        for (int group = 0; group + 1 < starts.length; group++) {
            Arrays.sort(sorted, starts[group], starts[group + 1]);
        }
        return WordReader.vector(values.type(), sorted, seen, 0, sorted.length);
    }

    private static Places places(EntryOrder order) {
        return new Places() {
            @Override
            public long size(int group) {
                return order.size(group);
            }

            @Override
            public int entry(int group, long place) {
                return order.entries()[order.starts()[group] + (int) place];
            }
        };
    }

    /** Sorted values of groups, some perhaps several times. */
    interface Places {
        long size(int group);

        /** Entry at a place from 0. */
        int entry(int group, long place);
    }

    Vector of(Vector values, int groups, Places places) {
        Vector single = interpolated ? interpolated(values, groups, places) : chosen(values, groups, places);
        if (arrayType == null) {
            return single;
        }
        int[] starts = new int[groups];
        int[] lengths = new int[groups];
        long[] validity = Validity.allValid(groups);
        for (int group = 0; group < groups; group++) {
            starts[group] = group * at.size();
            lengths[group] = at.size();
            if (places.size(group) == 0 || at.isEmpty()) {
                lengths[group] = 0;
                Validity.setNull(validity, group);
            }
        }
        return new ListVector(arrayType, starts, lengths, single, groups, validity);
    }

    private Vector chosen(Vector values, int groups, Places places) {
        int[] entries = new int[groups * at.size()];
        Arrays.setAll(entries, each(groups, places));
        return Gather.padded(values, entries, entries.length);
    }

    private IntUnaryOperator each(int groups, Places places) {
        return i -> {
            int group = i / at.size();
            long size = groups == 0 ? 0 : places.size(group);
            return size == 0 ? -1 : entry(places, group, size, Math.max(0, (long) Math.ceil(at.get(i % at.size()) * size) - 1));
        };
    }

    private int entry(Places places, int group, long size, long place) {
        return places.entry(group, descending ? size - 1 - place : place);
    }

    private Vector interpolated(Vector values, int groups, Places places) {
        VectorBuilder results = VectorBuilder.of(type, groups * at.size());
        boolean floating = type.storage() == Storage.DOUBLE;
        long[] words = floating ? new long[0] : new WordReader().words(values);
        double[] doubles = floating ? DoubleCells.doubles(values) : new double[0];
        for (int group = 0; group < groups; group++) {
            long size = places.size(group);
            for (double p : at) {
                if (size == 0) {
                    results.appendNull();
                    continue;
                }
                double place = p * (size - 1);
                int low = entry(places, group, size, (long) Math.floor(place));
                int high = entry(places, group, size, (long) Math.ceil(place));
                double share = place - Math.floor(place);
                if (floating) {
                    results.appendValue(between(doubles[low], doubles[high], share));
                } else {
                    long value = words[low] + (long) (share * (words[high] - words[low]));
                    results.appendValue(type.storage() == Storage.INT ? (Object) (int) value : (Object) value);
                }
            }
        }
        return results.build();
    }

    private static double between(double low, double high, double share) {
        return low == high || share == 0 ? low : low + share * (high - low);
    }
}
