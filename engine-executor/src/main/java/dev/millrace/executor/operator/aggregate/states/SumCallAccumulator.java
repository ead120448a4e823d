package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.sums.RowInputs;
import dev.millrace.executor.operator.aggregate.sums.SumAccumulator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.function.AggregateStates;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One call of {@link SumAccumulator} on its own: what {@code count(DISTINCT x)} computes of the distinct values. */
final class SumCallAccumulator implements Accumulator {

    private final SumAccumulator sums = new SumAccumulator();
    private int groupCount;

    SumCallAccumulator(AggregateCall call) {
        List<Integer> inputs = IntStream.range(0, call.arguments().size()).boxed().toList();
        sums.addForRows(call, AggregateStates.types(call), inputs, RowInputs.NO_FILTER);
        sums.complete();
    }

    @Override
    public void reserve(int groups) {
        groupCount = Math.max(groupCount, groups);
        sums.reserve(groups);
    }

    @Override
    public long bytesAt(int groups) {
        return sums.bytesAt(groups);
    }

    @Override
    public long heldBytes() {
        return sums.heldBytes();
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        sums.update(new RowInputs() {
            @Override
            public Vector column(int input) {
                return arguments.get(input);
            }

            @Override
            public long @Nullable [] filterBits(int filter) {
                return null;
            }
        }, rows, groupCount);
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        throw new UnsupportedOperationException("made for rows");
    }

    @Override
    public List<Vector> states(int from, int count) {
        return sums.states(0, from, count);
    }

    @Override
    public Vector result(int from, int count) {
        return sums.result(0, from, count);
    }

    @Override
    public void clear() {
        sums.clear(groupCount);
    }
}
