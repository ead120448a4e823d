package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Vector;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.WindowFrame;
import java.util.List;

/**
 * A window function over a partition of which a part is in memory at a time: first all rows pass by once, then, from the start, the results
 * of some rows after the other are asked for.
 */
abstract class StreamedFunction {

    final WindowFunction function;
    final LoadedRows.Columns columns;
    private final List<SortKey> orderBy;
    private LoadedRows framed = new LoadedRows(0, 0, WindowRows.of(0, List.of(), List.of()), 0, 0, List.of());
    private Frames frames = new Frames(new int[0], new int[0]);

    StreamedFunction(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        this.function = function;
        this.orderBy = orderBy;
        this.columns = columns;
    }

    static StreamedFunction of(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        return switch (function.call().function()) {
            case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile" -> new StreamedRank(function, orderBy, columns);
            case "lag", "lead" -> new StreamedShift(function, orderBy, columns);
            case "first_value", "first", "any_value", "last_value", "last", "nth_value" -> new StreamedPick(function, orderBy, columns);
            default -> new StreamedAggregate(function, orderBy, columns);
        };
    }

    /**
     * Sees the next rows of the partition, before the first result is asked for.
     *
     * @param batchColumns flat vectors, as in {@link LoadedRows}
     */
    abstract void scan(List<Vector> batchColumns, int count);

    /** Whether all rows that those from {@code from} to {@code to} look at, as far as they come later, are there. */
    abstract boolean isReady(LoadedRows loaded, int from, int to);

    /** Results of the rows from {@code from} to {@code to}; each row is asked for once, in order. */
    abstract Vector evaluate(LoadedRows loaded, int from, int to);

    /** The first row here that rows from {@code next} on may look at. */
    abstract int keepFrom(LoadedRows loaded, int next);

    /** Bytes that it holds beside the rows. */
    long heldBytes() {
        return 0;
    }

    final WindowFrame frame() {
        return function.frame();
    }

    final boolean startsUnbounded() {
        return frame().from() instanceof WindowFrame.Unbounded;
    }

    final boolean endsUnbounded() {
        return frame().to() instanceof WindowFrame.Unbounded;
    }

    /** Frames within the rows that are loaded. */
    @SuppressWarnings("ReferenceEquality") // those very rows
    final Frames frames(LoadedRows loaded) {
        if (framed != loaded) {
            frames = Frames.of(frame(), loaded.rows(), orderBy, columns.limits(loaded.columns()));
            framed = loaded;
        }
        return frames;
    }

    /** Whether the frames of the rows end before the last row that is loaded. */
    final boolean framesEnd(LoadedRows loaded, int from, int to) {
        if (loaded.reachesEnd()) {
            return true;
        }
        Frames known = frames(loaded);
        for (int row = from; row < to; row++) {
            if (known.to()[row] >= loaded.count() || known.from()[row] >= loaded.count()) {
                return false;
            }
        }
        return true;
    }
}
