package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.states.SumKernels.LongColumn;
import dev.millrace.executor.operator.aggregate.states.SumLayout.Column;
import dev.millrace.executor.operator.aggregate.states.SumLayout.Kind;
import dev.millrace.expr.AggregateCall;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * All counts, sums and averages of an aggregation, updated together.
 *
 * <p>128-bit sums cost as much as 64-bit ones where there are few groups: a batch whose values are small enough is summed in 64 bits per group first. When
 * more than nine tenths of a batch's rows count, the loops run over all of them and the others fall into a spare group; else the rows are compacted.
 */
public final class SumAccumulator {

    private static final int FEW_GROUPS = 512;
    private static final long HUGE = Long.MAX_VALUE / 8;

    private final SumLayout layout = new SumLayout();
    private final List<SumColumn> columns = new ArrayList<>();
    private final List<LongColumn> adding = new ArrayList<>();
    private final List<SumColumn> wide = new ArrayList<>();
    private long[] cells = {};
    private double[] doubles = {};
    private long[] batchCells = {};
    private int[] compactGroups = {};
    private int capacity;
    private BitSet[] overflowed = {};

    /** True for the functions that belong here. */
    public static boolean covers(AggregateCall call) {
        return SumLayout.covers(call);
    }

    /** Adds a call that reads rows; returns its number. Only before the first batch. */
    public int addForRows(AggregateCall call, List<DataType> states, List<Integer> inputs, int filter) {
        return layout.addForRows(call, states, inputs, filter);
    }

    /** Adds a call that merges states; returns its number. Only before the first batch. */
    public int addForStates(AggregateCall call, List<DataType> states, List<Integer> inputs) {
        return layout.addForStates(call, states, inputs);
    }

    /** Ends the adding of calls. */
    public void complete() {
        layout.columns().forEach(column -> columns.add(new SumColumn(column)));
        overflowed = new BitSet[columns.size()];
    }

    public void reserve(int groups) {
        if (groups > capacity) {
            capacity = groups;
            cells = Arrays.copyOf(cells, (groups + 1) * layout.longCells());
            doubles = Arrays.copyOf(doubles, (groups + 1) * layout.doubleCells());
        }
    }

    public long bytesAt(int groups) {
        long most = (groups + 1L) * Math.max(layout.longCells(), layout.doubleCells());
        return most > Integer.MAX_VALUE - 64 ? HUGE : 8L * (groups + 1L) * (layout.longCells() + layout.doubleCells());
    }

    public long heldBytes() {
        return 8L * (cells.length + doubles.length);
    }

    public void clear() {
        Arrays.fill(cells, 0);
        Arrays.fill(doubles, 0);
        Arrays.fill(overflowed, null);
    }

    /** Takes in a batch; {@code groupCount} groups exist. */
    public void update(RowInputs inputs, GroupedRows rows, int groupCount) {
        if (layout.calls().isEmpty()) {
            return;
        }
        boolean inPlace = rows.all() || groupCount > 1 && rows.count() * 10L >= rows.length() * 9L;
        int length = inPlace ? rows.length() : rows.count();
        int[] groups = inPlace ? rows.groups() : compact(rows);
        for (SumColumn column : columns) {
            column.prepare(inputs, inPlace ? null : rows.rows(), length);
        }
        if (groupCount == 1) {
            addToOne(groups, length);
        } else if (groupCount <= FEW_GROUPS && groupCount * 4L <= length) {
            addToFew(groups, length, groupCount);
        } else {
            addToMany(groups, length);
        }
        addWords(groups, length);
        addDoubles(groups, length, groupCount);
    }

    private int[] compact(GroupedRows rows) {
        if (compactGroups.length < rows.count()) {
            compactGroups = new int[Math.max(rows.count(), 1024)];
        }
        int[] at = rows.rows();
        int[] groups = rows.groups();
        for (int i = 0; i < rows.count(); i++) {
            compactGroups[i] = groups[at[i]];
        }
        return compactGroups;
    }

    /** Sorts the columns into those that can be added as longs, because their sum over a batch cannot leave 64 bits, and the others. */
    private void choose(int length) {
        adding.clear();
        wide.clear();
        long most = Long.MAX_VALUE / 2 / Math.max(1, length);
        for (SumColumn prepared : columns) {
            Column column = prepared.column();
            if (prepared.anyMiss()) {
                adding.add(new LongColumn(prepared.misses(), 0, column.nulls(), false));
            }
            if (column.kind() == Kind.LONG) {
                adding.add(new LongColumn(prepared.longs(), 0, column.cell(), false));
            } else if (column.kind() == Kind.WIDE) {
                long magnitudes = prepared.words()
                        ? SumKernels.wideMagnitudes(prepared.longs(), length)
                        : SumKernels.magnitudes(prepared.longs(), length);
                if (magnitudes >= 0 && magnitudes <= most) {
                    adding.add(new LongColumn(prepared.longs(), prepared.words() ? 1 : 0, column.cell(), true));
                } else {
                    wide.add(prepared);
                }
            }
        }
    }

    private void addToOne(int[] groups, int length) {
        choose(length);
        int at = layout.longCells();
        cells[at] += length;
        for (LongColumn column : adding) {
            addTo(at + column.cell(), column.wide(), SumKernels.sum(column.values(), column.shift(), length));
        }
        addWides(groups, length);
    }

    private void addToFew(int[] groups, int length, int groupCount) {
        choose(length);
        int stride = layout.longCells();
        int used = (groupCount + 1) * stride;
        if (batchCells.length < used) {
            batchCells = new long[used];
        }
        Arrays.fill(batchCells, 0, used, 0);
        addColumns(groups, length, batchCells, 1);
        for (int at = stride; at < used; at += stride) {
            cells[at] += batchCells[at];
            for (LongColumn column : adding) {
                addTo(at + column.cell(), column.wide(), batchCells[at + column.cell()]);
            }
        }
        addWides(groups, length);
    }

    private void addToMany(int[] groups, int length) {
        adding.clear();
        wide.clear();
        for (SumColumn prepared : columns) {
            if (prepared.anyMiss()) {
                adding.add(new LongColumn(prepared.misses(), 0, prepared.column().nulls(), false));
            }
            if (prepared.column().kind() == Kind.LONG) {
                adding.add(new LongColumn(prepared.longs(), 0, prepared.column().cell(), false));
            } else if (prepared.column().kind() == Kind.WIDE) {
                wide.add(prepared);
            }
        }
        int one = 1;
        for (SumColumn column : wide) {
            if (!column.words()) {
                SumKernels.addWide(groups, length, cells, layout.longCells(), one, column.longs(), 0, column.column().cell());
                one = 0;
            }
        }
        if (one == 1 || !adding.isEmpty()) {
            addColumns(groups, length, cells, one);
        }
        wide.removeIf(column -> !column.words());
    }

    private void addColumns(int[] groups, int length, long[] to, int firstOne) {
        int stride = layout.longCells();
        int one = firstOne;
        int next = 0;
        int count = adding.size();
        if (count == 0) {
            SumKernels.count(groups, length, to, stride);
        }
        while (next < count) {
            if (count - next >= 4) {
                SumKernels.add(groups, length, to, stride, one, adding.get(next), adding.get(next + 1), adding.get(next + 2), adding.get(next + 3));
                next += 4;
            } else if (count - next >= 2) {
                SumKernels.add(groups, length, to, stride, one, adding.get(next), adding.get(next + 1));
                next += 2;
            } else {
                SumKernels.add(groups, length, to, stride, one, adding.get(next));
                next++;
            }
            one = 0;
        }
    }

    /** The 64-bit columns among {@link #wide}; the others stay for {@link #addWords}. */
    private void addWides(int[] groups, int length) {
        for (SumColumn column : wide) {
            if (!column.words()) {
                SumKernels.addWide(groups, length, cells, layout.longCells(), 0, column.longs(), 0, column.column().cell());
            }
        }
        wide.removeIf(column -> !column.words());
    }

    private void addWords(int[] groups, int length) {
        for (SumColumn column : wide) {
            int from = 0;
            while (from < length) {
                int failed = SumKernels.addWideWords(groups, from, length, cells, layout.longCells(), column.longs(), column.column().cell());
                if (failed < 0) {
                    break;
                }
                if (groups[failed] != GroupedRows.NONE) {
                    overflowsOf(columns.indexOf(column)).set(groups[failed]);
                }
                from = failed + 1;
            }
        }
    }

    private BitSet overflowsOf(int column) {
        if (overflowed[column] == null) {
            overflowed[column] = new BitSet();
        }
        return overflowed[column];
    }

    private void addDoubles(int[] groups, int length, int groupCount) {
        int stride = layout.doubleCells();
        SumColumn waiting = null;
        for (SumColumn column : columns) {
            if (column.column().kind() != Kind.DOUBLE) {
                continue;
            }
            if (groupCount == 1) {
                doubles[stride + column.column().cell()] += SumKernels.sum(column.doubles(), length);
            } else if (waiting == null) {
                waiting = column;
            } else {
                SumKernels.add(groups, length, doubles, stride, waiting.doubles(), waiting.column().cell(), column.doubles(), column.column().cell());
                waiting = null;
            }
        }
        if (waiting != null) {
            SumKernels.add(groups, length, doubles, stride, waiting.doubles(), waiting.column().cell());
        }
    }

    private void addTo(int at, boolean twoWords, long value) {
        long sum = cells[at] + value;
        cells[at] = sum;
        if (twoWords) {
            cells[at + 1] += (value >> 63) + SumKernels.carry(sum, value);
        }
    }

    /** State columns of a call. */
    public List<Vector> states(int call, int from, int count) {
        return output().states(layout.calls().get(call), from, count);
    }

    /** Results of a call. */
    public Vector result(int call, int from, int count) {
        return output().result(layout.calls().get(call), from, count);
    }

    private SumOutput output() {
        return new SumOutput(layout, cells, doubles, overflowed);
    }
}
