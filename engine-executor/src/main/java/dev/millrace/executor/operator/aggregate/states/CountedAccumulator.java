package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.groups.RowValueOrder;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of how often each value occurs: {@code mode}, and {@code percentile} with frequencies. */
final class CountedAccumulator implements Accumulator {

    private final DistinctRows distinct;
    private final @Nullable PercentileResult percentile;
    private final boolean greatest;
    private long[] counts = {};
    private int groupCount;
    private @Nullable EntryOrder order;

    private CountedAccumulator(DataType type, @Nullable PercentileResult percentile, boolean greatest) {
        this.distinct = new DistinctRows(List.of(type));
        this.percentile = percentile;
        this.greatest = greatest;
    }

    static CountedAccumulator percentile(DataType type, PercentileResult percentile) {
        return new CountedAccumulator(type, percentile, false);
    }

    /** @param greatest whether the greatest of equally frequent values is taken, not the least */
    static CountedAccumulator mode(DataType type, boolean greatest) {
        return new CountedAccumulator(type, null, greatest);
    }

    @Override
    public void reserve(int groups) {
        groupCount = Math.max(groupCount, groups);
    }

    @Override
    public long bytesAt(int groups) {
        return 4L * groups;
    }

    @Override
    public long heldBytes() {
        return distinct.heldBytes() + 8L * counts.length;
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        int[] at = ValidRows.of(arguments.getFirst().validity(), rows.rows(), rows.count());
        long[] frequencies = null;
        if (arguments.size() > 1) {
            at = ValidRows.of(arguments.get(1).validity(), at, at.length);
            frequencies = new WordReader().words(arguments.get(1));
            int kept = 0;
            for (int row : at) {
                if (frequencies[row] < 0) {
                    throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "frequency", "function", "percentile", "expected",
                            "a number from 0 on", "actual",
                            frequencies[row]);
                }
                at[kept] = row;
                kept += frequencies[row] > 0 ? 1 : 0;
            }
            at = Arrays.copyOf(at, kept);
        }
        int[] numbers = distinct.add(rows, arguments.subList(0, 1), at);
        reserveCounts();
        for (int row : at) {
            counts[numbers[row]] += frequencies == null ? 1 : frequencies[row];
        }
    }

    private void reserveCounts() {
        order = null;
        if (distinct.size() > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(distinct.size(), 2 * counts.length));
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        ListElements values = ListElements.of(states.get(0), rows, false);
        ListElements added = ListElements.of(states.get(1), rows, false);
        int[] numbers = distinct.add(values.groups(), values.columns(), values.count(), null);
        reserveCounts();
        long[] frequencies = new WordReader().words(Flatten.flat(added.columns().getFirst()));
        for (int i = 0; i < values.count(); i++) {
            counts[numbers[i]] += frequencies[i];
        }
    }

    private EntryOrder order() {
        if (order == null) {
            order = distinct.order(groupCount);
        }
        return order;
    }

    @Override
    public List<Vector> states(int from, int count) {
        ListVector values = ListElements.lists(distinct.values(), false, order(), from, count);
        LongVector frequencies = new LongVector(DataType.BIGINT, counts, distinct.size(), null);
        return List.of(values, ListElements.lists(List.of(frequencies), false, order(), from, count));
    }

    @Override
    public Vector result(int from, int count) {
        EntryOrder some = new EntryOrder(Arrays.copyOfRange(order().starts(), from, from + count + 1), order().entries());
        Vector values = distinct.values().getFirst();
        if (percentile == null) {
            return Gather.padded(values, modes(values, some, count), count);
        }
        some.sortEach((left, right) -> RowValueOrder.compare(values, left, values, right));
        return percentile.of(values, count, weighted(some));
    }

    private int[] modes(Vector values, EntryOrder some, int count) {
        int[] modes = new int[count];
        for (int group = 0; group < count; group++) {
            int best = -1;
            for (int i = some.starts()[group]; i < some.starts()[group + 1]; i++) {
                int entry = some.entries()[i];
                boolean goesBefore = best < 0 || counts[entry] > counts[best];
                if (!goesBefore && counts[entry] == counts[best]) {
                    int compared = RowValueOrder.compare(values, entry, values, best);
                    goesBefore = greatest ? compared > 0 : compared < 0;
                }
                if (goesBefore) {
                    best = entry;
                }
            }
            modes[group] = best;
        }
        return modes;
    }

    private PercentileResult.Places weighted(EntryOrder some) {
        return new PercentileResult.Places() {
            @Override
            public long size(int group) {
                long size = 0;
                for (int i = some.starts()[group]; i < some.starts()[group + 1]; i++) {
                    size += counts[some.entries()[i]];
                }
                return size;
            }

            @Override
            public int entry(int group, long place) {
                int i = some.starts()[group];
                long passed = counts[some.entries()[i]];
                while (passed <= place) {
                    passed += counts[some.entries()[++i]];
                }
                return some.entries()[i];
            }
        };
    }

    @Override
    public void clear() {
        distinct.clear();
        Arrays.fill(counts, 0);
        order = null;
    }
}
