package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows in an order. Keeps at most twice as many and a batch; once it has enough, a row that does not come before the last of them
 * is dropped, mostly by one comparison of longs.
 */
public final class TopNOperator extends PullOperator {

    private final int limit;
    private final RowOrder order;
    private final KeyEvaluators keys;
    private final SortBuffer buffer;
    private final MemoryPool memory;
    private long reserved;
    private @Nullable Threshold threshold;
    private int @Nullable [] result;
    private int given;
    private long[] prefixes = {};

    public TopNOperator(TopNExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "TopNExec " + plan.limit() + " " + plan.keys(), plan.schema(), List.of(input));
        this.limit = (int) Math.min(plan.limit(), (Integer.MAX_VALUE - 2 * Batch.ROWS) >> 1);
        this.order = RowOrder.of(plan.keys());
        this.keys = KeyEvaluators.of(plan.keys(), compiler);
        this.buffer = new SortBuffer(plan.schema(), plan.keys());
        this.memory = context.memory().child(context.attempt() + " TopNExec", MemoryPool.UNLIMITED);
    }

    /** The keys of the last row that is still among the first. */
    private record Threshold(List<Vector> keys, int row, long prefix) {}

    @Override
    protected @Nullable Batch pull() {
        if (limit == 0) {
            return null;
        }
        if (result == null) {
            collect();
            result = buffer.sorted();
        }
        int count = Math.min(Batch.ROWS, Math.min(limit, buffer.rows()) - given);
        if (count <= 0) {
            return null;
        }
        Batch batch = buffer.gather(result, given, count);
        given += count;
        return batch;
    }

    private void collect() {
        for (Batch batch = input().next(); batch != null; batch = input().next()) {
            List<Vector> keyVectors = keys.evaluate(batch);
            Selection candidates = threshold == null ? batch.selection() : candidates(batch, keyVectors, threshold);
            int count = candidates == null ? batch.length() : candidates.count();
            if (count > 0) {
                buffer.append(batch.columns(), keyVectors, SortBuffer.rowsOf(batch.length(), candidates), count);
                if (buffer.rows() >= 2L * limit + Batch.ROWS / 2) {
                    shrink();
                }
                settle();
            }
        }
    }

    private Selection candidates(Batch batch, List<Vector> keyVectors, Threshold last) {
        if (prefixes.length < batch.length()) {
            prefixes = new long[batch.length()];
        }
        order.prefixes(keyVectors.getFirst(), batch.length(), prefixes);
        Selection selection = batch.selection();
        int[] kept = new int[batch.rows()];
        int close = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = selection == null ? i : selection.rows()[i];
            kept[close] = row;
            close += prefixes[row] <= last.prefix() ? 1 : 0;
        }
        if (close == 0) {
            return new Selection(kept, 0);
        }
        RowComparator comparator = order.comparator(keyVectors, last.keys());
        int count = 0;
        for (int i = 0; i < close; i++) {
            int row = kept[i];
            if (prefixes[row] < last.prefix() || comparator.compare(row, last.row()) < 0) {
                kept[count++] = row;
            }
        }
        return new Selection(kept, count);
    }

    private void shrink() {
        int[] ids = buffer.sorted();
        buffer.keep(ids, Math.min(limit, buffer.rows()));
        List<Vector> kept = buffer.keys().stream().map(Flatten::flat).toList();
        int last = buffer.rows() - 1;
        long[] all = new long[buffer.rows()];
        order.prefixes(kept.getFirst(), buffer.rows(), all);
        threshold = new Threshold(kept, last, all[last]);
    }

    private void settle() {
        long held = buffer.heldBytes();
        if (held > reserved) {
            memory.reserve(held - reserved);
        } else {
            memory.release(reserved - held);
        }
        reserved = held;
        stats().held(held);
    }

    @Override
    protected void release() {
        memory.release(reserved);
        reserved = 0;
        buffer.clear();
        memory.close();
    }
}
