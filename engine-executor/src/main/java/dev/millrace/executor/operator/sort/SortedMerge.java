package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.SortKey;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted sources into one: a binary heap of the sources by their next row. Rows of equal keys come in the order of the sources. The
 * rows of an output batch are copied source by source, then put in order.
 */
public final class SortedMerge implements AutoCloseable {

    private final RowOrder order;
    private final boolean keyless;
    private final List<Cursor> cursors = new ArrayList<>();
    private final List<VectorBuilder> columns = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final int[] segmentOf = new int[Batch.ROWS];
    private final int[] rows = new int[Batch.ROWS];
    private @Nullable Cursor[] heap = {};
    private int heapSize;
    private boolean started;

    /** @param sources each sorted by {@code keys}; closed with the merge */
    public SortedMerge(Schema schema, List<SortKey> keys, List<? extends BatchSource> sources, ExprCompiler compiler) {
        this.order = RowOrder.of(keys);
        this.keyless = keys.isEmpty();
        for (BatchSource source : sources) {
            cursors.add(new Cursor(cursors.size(), sources.size(), source, KeyEvaluators.of(keys, compiler)));
        }
        schema.fields().forEach(field -> columns.add(VectorBuilder.of(field.type(), Batch.ROWS)));
    }

    /**
     * Rows of one source's batch that stand in the output batch: {@code count} from {@code from} on, copied to where {@code next} says at
     * first.
     */
    private static final class Segment {

        private final Batch batch;
        private final int from;
        private int count;
        private int next;

        Segment(Batch batch, int from) {
            this.batch = batch;
            this.from = from;
        }
    }

    /** Next batch in order, valid until the next call; null at the end. */
    public @Nullable Batch next() {
        if (!started) {
            start();
        }
        if (heapSize == 0) {
            return null;
        }
        if (heapSize == 1 && first().row == 0) {
            Cursor only = first();
            Batch batch = only.batch();
            if (!only.load()) {
                heapSize = 0;
            }
            return batch;
        }
        int count = 0;
        segments.clear();
        for (Cursor cursor : cursors) {
            cursor.segment = -1;
        }
        while (count < Batch.ROWS && heapSize > 0) {
            Cursor top = first();
            if (top.segment < 0) {
                top.segment = segments.size();
                segments.add(new Segment(top.batch(), top.row));
            }
            segments.get(top.segment).count++;
            segmentOf[count++] = top.segment;
            if (!top.advance()) {
                heap[0] = heap[--heapSize];
            }
            if (heapSize > 0) {
                sift(0);
            }
        }
        return assemble(count);
    }

    private void start() {
        started = true;
        heap = new Cursor[cursors.size()];
        for (Cursor cursor : cursors) {
            if (cursor.load()) {
                heap[heapSize++] = cursor;
            }
        }
        for (int at = heapSize / 2 - 1; at >= 0; at--) {
            sift(at);
        }
    }

    private Cursor first() {
        return at(0);
    }

    private Cursor at(int index) {
        Cursor cursor = heap[index];
        if (cursor == null) {
            throw new IllegalStateException("an empty place in the heap");
        }
        return cursor;
    }

    private void sift(int from) {
        Cursor moving = at(from);
        int at = from;
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), moving)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moving;
    }

    private boolean before(Cursor left, Cursor right) {
        long leftPrefix = left.prefixes[left.row];
        long rightPrefix = right.prefixes[right.row];
        if (leftPrefix != rightPrefix) {
            return leftPrefix < rightPrefix;
        }
        int compared = left.comparatorTo(right).compare(left.row, right.row);
        return compared != 0 ? compared < 0 : left.index < right.index;
    }

    private Batch assemble(int count) {
        int base = 0;
        for (VectorBuilder column : columns) {
            column.clear();
        }
        for (Segment segment : segments) {
            for (int i = 0; i < segment.count; i++) {
                rows[i] = segment.from + i;
            }
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).append(segment.batch.column(column), rows, 0, segment.count);
            }
            segment.next = base;
            base += segment.count;
        }
        for (int i = 0; i < count; i++) {
            rows[i] = segments.get(segmentOf[i]).next++;
        }
        List<Vector> merged = new ArrayList<>(columns.size());
        for (VectorBuilder column : columns) {
            merged.add(Gather.rows(column.build(), rows, count));
        }
        return Batch.of(count, merged);
    }

    @Override
    public void close() {
        cursors.forEach(cursor -> cursor.source.close());
    }

    /** Where one source is read. */
    private final class Cursor {

        private final int index;
        private final BatchSource source;
        private final KeyEvaluators evaluators;
        private final @Nullable RowComparator[] comparators;
        private @Nullable Batch batch;
        private List<Vector> keys = List.of();
        private long[] prefixes = {};
        private int row;
        private int segment;

        Cursor(int index, int cursorCount, BatchSource source, KeyEvaluators evaluators) {
            this.index = index;
            this.source = source;
            this.evaluators = evaluators;
            this.comparators = new RowComparator[cursorCount];
        }

        Batch batch() {
            if (batch == null) {
                throw new IllegalStateException("no batch");
            }
            return batch;
        }

        /** Goes to the next row; false at the end. */
        boolean advance() {
            return ++row < batch().length() || load();
        }

        boolean load() {
            batch = source.next();
            row = 0;
            segment = -1;
            if (batch == null) {
                return false;
            }
            keys = evaluators.evaluate(batch).stream().map(Flatten::flat).toList();
            if (prefixes.length < batch.length()) {
                prefixes = new long[batch.length()];
            }
            if (!keyless) {
                order.prefixes(keys.getFirst(), batch.length(), prefixes);
            }
            Arrays.fill(comparators, null);
            for (Cursor other : cursors) {
                other.comparators[index] = null;
            }
            return true;
        }

        /** Made once for each pair of batches. */
        RowComparator comparatorTo(Cursor other) {
            RowComparator known = comparators[other.index];
            if (known == null) {
                known = order.comparator(keys, other.keys);
                comparators[other.index] = known;
            }
            return known;
        }
    }
}
