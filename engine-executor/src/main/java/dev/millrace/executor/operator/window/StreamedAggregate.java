package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.SortKey;
import java.util.Arrays;
import java.util.List;

/**
 * An aggregate: of whole partitions, taken while all rows pass by; of frames that begin with the partition, where each row is taken in
 * once; of any other frame, as long as its rows fit into memory.
 */
final class StreamedAggregate extends StreamedFunction {

    private final WindowAggregate aggregate;
    /** Rows of the partition that the running aggregate has taken in. */
    private long taken;

    StreamedAggregate(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        super(function, orderBy, columns);
        this.aggregate = function.aggregate();
        aggregate.beginOne();
    }

    private boolean isWhole() {
        return startsUnbounded() && endsUnbounded();
    }

    @Override
    void scan(List<Vector> batchColumns, int count) {
        if (isWhole()) {
            aggregate.addToOne(columns.arguments(batchColumns), columns.filter(batchColumns), 0, count);
        }
    }

    @Override
    boolean isReady(LoadedRows loaded, int from, int to) {
        return isWhole() || framesEnd(loaded, from, to);
    }

    @Override
    Vector evaluate(LoadedRows loaded, int from, int to) {
        int count = to - from;
        if (isWhole()) {
            VectorBuilder results = VectorBuilder.of(function.call().type(), count);
            results.append(aggregate.one(), new int[count], 0, count);
            return results.build();
        }
        Frames frames = frames(loaded);
        List<Vector> arguments = columns.arguments(loaded.columns());
        if (!startsUnbounded()) {
            int[] at = new int[count];
            Arrays.setAll(at, i -> from + i);
            return Gather.rows(aggregate.evaluate(arguments, columns.filter(loaded.columns()), loaded.rows(), frames), at, count);
        }
        VectorBuilder results = VectorBuilder.of(function.call().type(), count);
        for (int row = from; row < to;) {
            int end = frames.to()[row];
            int begin = (int) (taken - loaded.first());
            if (end > begin) {
                aggregate.addToOne(arguments, columns.filter(loaded.columns()), begin, end);
                taken = loaded.first() + end;
            }
            int same = row;
            while (same < to && frames.to()[same] == end) {
                same++;
            }
            results.append(aggregate.one(), new int[same - row], 0, same - row);
            row = same;
        }
        return results.build();
    }

    @Override
    int keepFrom(LoadedRows loaded, int next) {
        if (isWhole()) {
            return next;
        }
        return startsUnbounded() ? (int) Math.min(next, taken - loaded.first()) : Math.min(next, frames(loaded).from()[next - 1]);
    }

    @Override
    long heldBytes() {
        return aggregate.heldBytes();
    }
}
