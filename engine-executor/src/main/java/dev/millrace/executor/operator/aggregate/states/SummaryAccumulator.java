package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.sketch.Summary;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Aggregate functions that keep an object for each group; rows with a null argument do not count. The state is the object's bytes. */
final class SummaryAccumulator implements Accumulator {

    private final DataType type;
    private final Supplier<Summary> make;
    private final @Nullable Supplier<Summary> empty;
    private @Nullable Summary[] summaries = {};
    private long held;

    /** Null for a group without a value. */
    SummaryAccumulator(DataType type, Supplier<Summary> make) {
        this(type, make, null);
    }

    private SummaryAccumulator(DataType type, Supplier<Summary> make, @Nullable Supplier<Summary> empty) {
        this.type = type;
        this.make = make;
        this.empty = empty;
    }

    /** The result of an empty summary for a group without a value. */
    static SummaryAccumulator neverNull(DataType type, Supplier<Summary> make) {
        return new SummaryAccumulator(type, make, make);
    }

    @Override
    public void reserve(int groups) {
        if (groups > summaries.length) {
            summaries = Arrays.copyOf(summaries, groups);
        }
    }

    @Override
    public long bytesAt(int groups) {
        return 8L * groups;
    }

    @Override
    public long heldBytes() {
        return 8L * summaries.length + held;
    }

    private Summary summary(int group) {
        Summary summary = summaries[group];
        if (summary == null) {
            summary = make.get();
            summaries[group] = summary;
            held += summary.heldBytes();
        }
        return summary;
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        int[] at = Arrays.copyOf(rows.rows(), rows.count());
        List<Vector> flat = arguments.stream().map(Flatten::flat).toList();
        for (Vector argument : flat) {
            at = ValidRows.of(argument.validity(), at, at.length);
        }
        for (int row : at) {
            Summary summary = summary(rows.groups()[row]);
            long before = summary.heldBytes();
            summary.add(flat, row);
            held += summary.heldBytes() - before;
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        BytesVector bytes = (BytesVector) Flatten.flat(states.getFirst());
        for (int row : ValidRows.of(bytes.validity(), rows.rows(), rows.count())) {
            int start = bytes.starts()[row];
            Summary summary = summary(rows.groups()[row]);
            long before = summary.heldBytes();
            summary.merge(Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]));
            held += summary.heldBytes() - before;
        }
    }

    @Override
    public List<Vector> states(int from, int count) {
        VectorBuilder states = VectorBuilder.of(DataType.BINARY, count);
        for (int i = from; i < from + count; i++) {
            Summary summary = summaries[i];
            states.appendValue(summary == null ? null : summary.bytes());
        }
        return List.of(states.build());
    }

    @Override
    public Vector result(int from, int count) {
        VectorBuilder results = VectorBuilder.of(type, count);
        for (int i = from; i < from + count; i++) {
            Summary summary = summaries[i] == null && empty != null ? empty.get() : summaries[i];
            results.appendValue(summary == null ? null : summary.result());
        }
        return results.build();
    }

    @Override
    public void clear() {
        Arrays.fill(summaries, null);
        held = 0;
    }
}
