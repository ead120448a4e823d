package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first, last or n-th row of a frame. Of frames that begin with the partition it remembers what it may need of rows that have gone:
 * the n-th one that counts, or the last.
 */
final class StreamedPick extends StreamedFunction {

    private final WindowFunction.Pick pick;
    private final List<Vector> remembered = new ArrayList<>();
    private long rememberedAt = Long.MAX_VALUE;
    private long counted;
    private long seen;

    StreamedPick(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        super(function, orderBy, columns);
        this.pick = function.pick();
    }

    private Vector values(List<Vector> all) {
        return columns.arguments(all).getFirst();
    }

    private CountedRows counted(Vector values) {
        return CountedRows.of(values.length(), pick.skipsNulls() ? List.of(values) : List.of(), null);
    }

    private void remember(Vector values, int row, long place) {
        VectorBuilder one = VectorBuilder.of(values.type(), 1);
        one.append(values, row, 1);
        remembered.clear();
        remembered.add(one.build());
        rememberedAt = place;
    }

    /** From the front the n-th of all rows; from the end, where frames end with the partition, the last. */
    @Override
    void scan(List<Vector> batchColumns, int count) {
        if (pick.fromEnd() ? endsUnbounded() : startsUnbounded()) {
            Vector values = values(batchColumns);
            CountedRows rows = counted(values);
            int row = pick.fromEnd() ? rows.before(count, pick.number(), 0)
                    : pick.number() < counted ? -1 : rows.from(0, pick.number() - counted, count);
            if (row >= 0) {
                remember(values, row, seen + row);
            }
            counted += rows.places().length;
        }
        seen += count;
    }

    @Override
    boolean isReady(LoadedRows loaded, int from, int to) {
        if (startsUnbounded() && endsUnbounded() || framesEnd(loaded, from, to)) {
            return true;
        }
        Frames frames = frames(loaded);
        CountedRows rows = counted(values(loaded.columns()));
        boolean found = endsUnbounded();
        for (int row = from; found && row < to; row++) {
            int first = frames.from()[row];
            found = first < loaded.count() && (pick.fromEnd() || rows.from(first, pick.number(), loaded.count()) >= 0);
        }
        return found;
    }

    @Override
    Vector evaluate(LoadedRows loaded, int from, int to) {
        Vector values = values(loaded.columns());
        int count = to - from;
        int[] at = new int[count];
        if (startsUnbounded() && endsUnbounded()) {
            Arrays.fill(at, remembered.isEmpty() ? -1 : 0);
            return Gather.padded(remembered.isEmpty() ? values : remembered.getFirst(), at, count);
        }
        Frames frames = frames(loaded);
        if (startsUnbounded() && !pick.fromEnd()) {
            for (int i = 0; i < count; i++) {
                at[i] = loaded.first() + frames.to()[from + i] > rememberedAt ? 0 : -1;
            }
            return Gather.padded(remembered.isEmpty() ? values : remembered.getFirst(), at, count);
        }
        if (pick.fromEnd() && endsUnbounded()) {
            for (int i = 0; i < count; i++) {
                at[i] = !remembered.isEmpty() && loaded.first() + frames.from()[from + i] <= rememberedAt ? 0 : -1;
            }
            return Gather.padded(remembered.isEmpty() ? values : remembered.getFirst(), at, count);
        }
        CountedRows rows = counted(values);
        VectorBuilder both = VectorBuilder.of(values.type(), values.length() + 1);
        both.appendAll(values);
        remembered.forEach(both::appendAll);
        for (int i = 0; i < count; i++) {
            int low = startsUnbounded() ? 0 : frames.from()[from + i];
            int high = frames.to()[from + i];
            int found = pick.fromEnd() ? rows.before(high, pick.number(), low) : rows.from(low, pick.number(), high);
            at[i] = found < 0 && startsUnbounded() && !remembered.isEmpty() ? values.length() : found;
        }
        return Gather.padded(both.build(), at, count);
    }

    /** The last row that counts, of those that go, is remembered where the frame begins with the partition. */
    @Override
    int keepFrom(LoadedRows loaded, int next) {
        if (startsUnbounded() && endsUnbounded()) {
            return next;
        }
        Frames frames = frames(loaded);
        if (!startsUnbounded()) {
            return Math.min(next, frames.from()[next - 1]);
        }
        int end = Math.min(next, frames.to()[next - 1]);
        if (!pick.fromEnd()) {
            return end;
        }
        Vector values = values(loaded.columns());
        int last = counted(values).before(end, 0, 0);
        if (last >= 0) {
            remember(values, last, loaded.first() + last);
        }
        return end;
    }
}
