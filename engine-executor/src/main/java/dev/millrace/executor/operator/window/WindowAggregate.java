package dev.millrace.executor.operator.window;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.states.Accumulator;
import dev.millrace.executor.operator.aggregate.states.Accumulators;
import dev.millrace.executor.operator.aggregate.sums.RowInputs;
import dev.millrace.executor.operator.aggregate.sums.SumAccumulator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.AggregateStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function over frames. Frames that are whole partitions are groups of one aggregation; numbers over frames that advance are
 * {@link FrameFold}'s; frames that only grow take in each row once; any other frame is aggregated by itself.
 */
final class WindowAggregate {

    private static final int EXPANDED_ROWS = 1 << 14;
    private static final int FRAMES_AT_ONCE = 1 << 12;

    private final AggregateCall call;
    private final @Nullable SumAccumulator sums;
    private final @Nullable Accumulator own;
    private int groups;

    WindowAggregate(AggregateCall call) {
        this.call = call;
        if (SumAccumulator.covers(call) && !AggregateStates.countsDistinctOnly(call)) {
            sums = new SumAccumulator();
            sums.addForRows(call, AggregateStates.types(call), IntStream.range(0, inputs(call).size()).boxed().toList(),
                    RowInputs.NO_FILTER);
            sums.complete();
            own = null;
        } else {
            sums = null;
            own = Accumulators.of(call);
        }
    }

    /** What is evaluated for each row: values, then the keys of the call's own order. */
    static List<Expr> inputs(AggregateCall call) {
        List<Expr> inputs = new ArrayList<>();
        if (!call.arguments().isEmpty()) {
            AggregateStates.valueArguments(call).forEach(argument -> inputs.add(call.arguments().get(argument)));
        }
        call.order().stream().map(SortKey::expr).forEach(inputs::add);
        return inputs;
    }

    /**
     * @param arguments vectors of {@link #inputs}
     * @param filter    rows that count at all, or null
     */
    Vector evaluate(List<Vector> arguments, @Nullable BooleanVector filter, WindowRows rows, Frames frames) {
        if (frames.areWholePartitions(rows)) {
            return wholePartitions(arguments, filter, rows);
        }
        if (FrameFold.covers(call) && frames.areAdvancing()) {
            return FrameFold.evaluate(call, arguments, filter, frames);
        }
        return frames.areGrowing(rows) ? growing(arguments, filter, rows, frames) : separate(arguments, filter, rows, frames);
    }

    /** Begins with the aggregate of one frame, into which rows are taken. */
    void beginOne() {
        begin(1);
    }

    /** Takes the rows from {@code from} to {@code to} into that one. */
    void addToOne(List<Vector> arguments, @Nullable BooleanVector filter, int from, int to) {
        add(arguments, filter, IntStream.range(from, to).toArray(), new int[to - from], to - from);
    }

    /** Its value so far. */
    Vector one() {
        return Flatten.flat(result(1));
    }

    /** Bytes of the aggregates that are being made. */
    long heldBytes() {
        return own == null ? 0 : own.heldBytes();
    }

    private Vector wholePartitions(List<Vector> arguments, @Nullable BooleanVector filter, WindowRows rows) {
        int[] groupOf = new int[rows.count()];
        int last = -1;
        for (int row = 0; row < groupOf.length; row++) {
            last += rows.partitionStart()[row] == row ? 1 : 0;
            groupOf[row] = last;
        }
        begin(last + 1);
        update(arguments, filter, GroupedRows.of(groupOf.clone(), groupOf.length));
        return Gather.rows(Flatten.flat(result(last + 1)), groupOf, groupOf.length);
    }

    private Vector growing(List<Vector> arguments, @Nullable BooleanVector filter, WindowRows rows, Frames frames) {
        VectorBuilder results = VectorBuilder.of(call.type(), rows.count());
        int taken = 0;
        int row = 0;
        while (row < rows.count()) {
            if (rows.partitionStart()[row] == row) {
                begin(1);
                taken = row;
            }
            int end = frames.to()[row];
            if (end > taken) {
                add(arguments, filter, IntStream.range(taken, end).toArray(), new int[end - taken], end - taken);
                taken = end;
            }
            int same = row;
            while (same < rows.partitionEnd()[row] && frames.to()[same] == end) {
                same++;
            }
            results.append(result(1), new int[same - row], 0, same - row);
            row = same;
        }
        return results.build();
    }

    private Vector separate(List<Vector> arguments, @Nullable BooleanVector filter, WindowRows rows, Frames frames) {
        VectorBuilder results = VectorBuilder.of(call.type(), rows.count());
        int[] expanded = new int[EXPANDED_ROWS];
        int[] groupOf = new int[EXPANDED_ROWS];
        int count = 0;
        for (int first = 0; first < rows.count(); first += FRAMES_AT_ONCE) {
            int frameCount = Math.min(FRAMES_AT_ONCE, rows.count() - first);
            begin(frameCount);
            for (int frame = 0; frame < frameCount; frame++) {
                for (int row = frames.from()[first + frame]; row < frames.to()[first + frame]; row++) {
                    if (count == EXPANDED_ROWS) {
                        add(arguments, filter, expanded, groupOf, count);
                        count = 0;
                    }
                    expanded[count] = row;
                    groupOf[count++] = frame;
                }
            }
            add(arguments, filter, expanded, groupOf, count);
            count = 0;
            results.appendAll(result(frameCount));
        }
        return results.build();
    }

    /** Takes in some rows, each for a group. */
    private void add(List<Vector> arguments, @Nullable BooleanVector filter, int[] rows, int[] groupOf, int count) {
        if (count == 0) {
            return;
        }
        List<Vector> chosen = arguments.stream().map(argument -> Gather.rows(argument, rows, count)).toList();
        BooleanVector passes = filter == null ? null : (BooleanVector) Gather.rows(filter, rows, count);
        update(chosen, passes, GroupedRows.of(groupOf.clone(), count));
    }

    private void begin(int groupCount) {
        int used = groups;
        groups = groupCount;
        if (sums != null) {
            sums.clear(used);
            sums.reserve(groupCount);
        } else if (own != null) {
            own.clear();
            own.reserve(groupCount);
        }
    }

    private void update(List<Vector> arguments, @Nullable BooleanVector filter, GroupedRows all) {
        GroupedRows rows = filter == null ? all : passing(filter, all);
        if (sums != null) {
            sums.update(new RowInputs() {
                @Override
                public Vector column(int input) {
                    return arguments.get(input);
                }

                @Override
                public long @Nullable [] filterBits(int number) {
                    return null;
                }
            }, rows, groups);
        } else if (own != null) {
            own.update(arguments, rows);
        }
    }

    private static GroupedRows passing(BooleanVector filter, GroupedRows all) {
        int[] kept = new int[all.count()];
        int count = 0;
        for (int row = 0; row < kept.length; row++) {
            if (filter.values()[row] != 0 && !filter.isNull(row)) {
                kept[count++] = row;
            } else {
                all.groups()[row] = GroupedRows.NONE;
            }
        }
        return all.only(new Selection(Arrays.copyOf(kept, count), count));
    }

    private Vector result(int count) {
        if (sums != null) {
            return sums.result(0, 0, count);
        }
        if (own == null) {
            throw new IllegalStateException("no accumulator");
        }
        return own.result(0, count);
    }
}
