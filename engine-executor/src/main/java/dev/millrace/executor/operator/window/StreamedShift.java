package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Vector;
import dev.millrace.expr.SortKey;
import java.util.Arrays;
import java.util.List;

/** Values of rows so many before or behind. */
final class StreamedShift extends StreamedFunction {

    private final long behind;
    private final boolean skipsNulls;

    StreamedShift(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        super(function, orderBy, columns);
        this.behind = function.distanceBehind();
        this.skipsNulls = function.skipsNullsOfShift();
    }

    @Override
    void scan(List<Vector> batchColumns, int count) {
        // Only near rows are looked at.
    }

    private CountedRows counted(LoadedRows loaded) {
        Vector values = columns.arguments(loaded.columns()).getFirst();
        return CountedRows.of(loaded.count(), skipsNulls ? List.of(values) : List.of(), null);
    }

    @Override
    boolean isReady(LoadedRows loaded, int from, int to) {
        if (behind <= 0 || loaded.reachesEnd()) {
            return true;
        }
        return skipsNulls ? counted(loaded).from(to, behind - 1, loaded.count()) >= 0 : to - 1 + behind < loaded.count();
    }

    @Override
    Vector evaluate(LoadedRows loaded, int from, int to) {
        int[] at = skipsNulls ? overValues(loaded, from, to) : new int[to - from];
        for (int i = 0; !skipsNulls && i < at.length; i++) {
            long wanted = from + i + behind;
            at[i] = wanted >= 0 && wanted < loaded.count() ? (int) wanted : -1;
        }
        return function.shifted(columns.arguments(loaded.columns()), from, at);
    }

    private int[] overValues(LoadedRows loaded, int from, int to) {
        CountedRows counted = counted(loaded);
        int[] at = new int[to - from];
        for (int i = 0; i < at.length; i++) {
            at[i] = behind < 0 ? counted.before(from + i, -behind - 1, 0) : counted.from(from + i + 1, behind - 1, loaded.count());
        }
        return at;
    }

    @Override
    int keepFrom(LoadedRows loaded, int next) {
        if (behind >= 0) {
            return next;
        }
        if (!skipsNulls) {
            return (int) Math.max(0, next + behind);
        }
        CountedRows counted = counted(loaded);
        int farthest = counted.before(next, -behind - 1, 0);
        int[] places = counted.places();
        int first = places.length == 0 ? next : Arrays.stream(places).min().orElse(next);
        return Math.min(next, farthest >= 0 ? farthest : first);
    }
}
