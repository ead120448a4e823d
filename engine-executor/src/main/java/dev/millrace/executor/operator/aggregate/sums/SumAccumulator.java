package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.sums.SumLayout.Kind;
import dev.millrace.expr.AggregateCall;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * All counts, sums and averages of an aggregation, updated together.
 *
 * <p>128-bit sums cost as much as 64-bit ones where there are few groups: a batch whose values are small enough is summed in 64 bits per
 * group first. When
 * more than nine tenths of a batch's rows count, the loops run over all of them and the others fall into a spare group; else the rows
 * are compacted.
 */
public final class SumAccumulator {

    private static final int FEW_GROUPS = 512;
    private static final long HUGE = Long.MAX_VALUE / 8;

    private final SumLayout layout = new SumLayout();
    private final List<SumColumn> columns = new ArrayList<>();
    private final List<Addend> addends = new ArrayList<>();
    private final List<SumColumn> wide = new ArrayList<>();
    private long[] cells = {};
    private double[] doubles = {};
    /** By column: rows of each group (+ 1) that do not count; empty while there are none. */
    private long[][] misses = {};
    private long[] batchCells = {};
    private int[] compactGroups = {};
    private int capacity;
    private BitSet[] overflowed = {};

    /** A column to be added to some cells: of the groups, or those of its misses. */
    private record Addend(long[] values, int cell, boolean twoWords, int missesOf) {}

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
        misses = new long[columns.size()][0];
    }

    public void reserve(int groups) {
        if (groups > capacity) {
            capacity = groups;
            cells = Arrays.copyOf(cells, (groups + 1) * layout.longCells());
            doubles = Arrays.copyOf(doubles, (groups + 1) * layout.doubleCells());
            for (int column = 0; column < misses.length; column++) {
                if (misses[column].length > 0) {
                    misses[column] = Arrays.copyOf(misses[column], groups + 1);
                }
            }
        }
    }

    private long[] missesOf(int column) {
        if (misses[column].length == 0) {
            misses[column] = new long[capacity + 1];
        }
        return misses[column];
    }

    public long bytesAt(int groups) {
        long most = (groups + 1L) * Math.max(layout.longCells(), layout.doubleCells());
        return most > Integer.MAX_VALUE - 64 ? HUGE
                : 8L * (groups + 1L) * (layout.longCells() + layout.doubleCells() + columnsWithMisses());
    }

    private int columnsWithMisses() {
        int count = 0;
        for (long[] cellsOfColumn : misses) {
            count += cellsOfColumn.length > 0 ? 1 : 0;
        }
        return count;
    }

    public long heldBytes() {
        return 8L * ((long) cells.length + doubles.length + (capacity + 1L) * columnsWithMisses());
    }

    /** Forgets the first {@code groups} groups, which are all that were used. */
    public void clear(int groups) {
        Arrays.fill(cells, 0, Math.min(cells.length, (groups + 1) * layout.longCells()), 0);
        Arrays.fill(doubles, 0, Math.min(doubles.length, (groups + 1) * layout.doubleCells()), 0);
        for (long[] cellsOfColumn : misses) {
            Arrays.fill(cellsOfColumn, 0, Math.min(cellsOfColumn.length, groups + 1), 0);
        }
        Arrays.fill(overflowed, null);
    }

    /** Takes in a batch; {@code groupCount} groups exist. */
    public void update(RowInputs inputs, GroupedRows rows, int groupCount) {
        if (layout.calls().isEmpty()) {
            return;
        }
        boolean inPlace = rows.all() || (groupCount > 1 && rows.count() * 10L >= rows.length() * 9L);
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
        addends.clear();
        wide.clear();
        for (int i = 0; i < columns.size(); i++) {
            SumColumn prepared = columns.get(i);
            Kind kind = prepared.column().kind();
            if (prepared.anyMiss()) {
                addends.add(new Addend(prepared.misses(), 0, false, i));
            }
            if (kind == Kind.LONG || kind == Kind.WIDE) {
                long[] narrow = prepared.narrow(length);
                if (narrow != null) {
                    addends.add(new Addend(narrow, prepared.column().cell(), kind == Kind.WIDE, -1));
                } else {
                    wide.add(prepared);
                }
            }
        }
    }

    private void addToOne(int[] groups, int length) {
        choose(length);
        cells[layout.longCells()] += length;
        for (Addend addend : addends) {
            addTo(0, addend, SumKernels.sum(addend.values(), length));
        }
        addWides(groups, length, 0);
    }

    private void addToFew(int[] groups, int length, int groupCount) {
        choose(length);
        int used = (groupCount + 1) << SumKernels.BATCH_SHIFT;
        if (batchCells.length < used) {
            batchCells = new long[used];
        }
        int next = 0;
        do {
            Arrays.fill(batchCells, 0, used, 0);
            int count = Math.min(SumKernels.BATCH_COLUMNS, addends.size() - next);
            addBatch(groups, length, next, count);
            for (int group = 0; group < groupCount; group++) {
                int at = (group + 1) << SumKernels.BATCH_SHIFT;
                cells[(group + 1) * layout.longCells()] += next == 0 ? batchCells[at] : 0;
                for (int i = 0; i < count; i++) {
                    addTo(group, addends.get(next + i), batchCells[at + i + 1]);
                }
            }
            next += count;
        } while (next < addends.size());
        addWides(groups, length, 0);
    }

    private void addBatch(int[] groups, int length, int from, int count) {
        switch (count) {
            case 0 -> SumKernels.addBatch(groups, length, batchCells);
            case 1 -> SumKernels.addBatch(groups, length, batchCells, values(from));
            case 2 -> SumKernels.addBatch(groups, length, batchCells, values(from), values(from + 1));
            case 3 -> SumKernels.addBatch(groups, length, batchCells, values(from), values(from + 1), values(from + 2));
            case 4 -> SumKernels.addBatch(groups, length, batchCells, values(from), values(from + 1), values(from + 2), values(from + 3));
            default -> SumKernels.addBatch(groups, length, batchCells, values(from), values(from + 1), values(from + 2), values(from + 3),
                    values(from + 4));
        }
    }

    private long[] values(int addend) {
        return addends.get(addend).values();
    }

    private void addTo(int group, Addend addend, long value) {
        if (addend.missesOf() >= 0) {
            missesOf(addend.missesOf())[group + 1] += value;
            return;
        }
        int at = (group + 1) * layout.longCells() + addend.cell();
        long sum = cells[at] + value;
        cells[at] = sum;
        if (addend.twoWords()) {
            cells[at + 1] += (value >> 63) + SumKernels.carry(sum, value);
        }
    }

    private void addToMany(int[] groups, int length) {
        wide.clear();
        int one = 1;
        for (int i = 0; i < columns.size(); i++) {
            SumColumn prepared = columns.get(i);
            if (prepared.anyMiss()) {
                SumKernels.add(groups, length, missesOf(i), prepared.misses());
            }
            if (prepared.column().kind() == Kind.WIDE) {
                wide.add(prepared);
            } else if (prepared.column().kind() == Kind.LONG) {
                SumKernels.add(groups, length, cells, layout.longCells(), one, prepared.longs(), prepared.column().cell());
                one = 0;
            }
        }
        if (addWides(groups, length, one) > 0) {
            SumKernels.count(groups, length, cells, layout.longCells());
        }
    }

    /**
     * The columns of longs among {@link #wide}; those of two words stay for {@link #addWords}.
     *
     * @param one added to the count by the first; returned when there was none
     */
    private int addWides(int[] groups, int length, int one) {
        int left = one;
        for (SumColumn column : wide) {
            if (!column.words()) {
                SumKernels.addWide(groups, length, cells, layout.longCells(), left, column.longs(), column.column().cell());
                left = 0;
            }
        }
        wide.removeIf(column -> !column.words());
        return left;
    }

    private void addWords(int[] groups, int length) {
        for (SumColumn column : wide) {
            int from = 0;
            while (from < length) {
                int failed =
                        SumKernels.addWideWords(groups, from, length, cells, layout.longCells(), column.longs(), column.column().cell());
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
                SumKernels.add(groups, length, doubles, stride, waiting.doubles(), waiting.column().cell(), column.doubles(),
                        column.column().cell());
                waiting = null;
            }
        }
        if (waiting != null) {
            SumKernels.add(groups, length, doubles, stride, waiting.doubles(), waiting.column().cell());
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
        return new SumOutput(layout, cells, doubles, misses, overflowed);
    }
}
