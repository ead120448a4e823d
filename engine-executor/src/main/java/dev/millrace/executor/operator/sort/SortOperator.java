package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.Spillable;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.spi.TaskContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts all rows of its input. Rows are kept in memory until the budget refuses more; then they are written to disk as a sorted run, and
 * the runs are merged in the end, at most {@link #FAN_IN} at a time.
 */
public final class SortOperator extends PullOperator implements Spillable {

    /** Most runs that are merged at once: each takes the memory of a batch. */
    static final int FAN_IN = 32;
    private static final long MAX_ROWS = 1L << 28;

    private final SortExec plan;
    private final ExprCompiler compiler;
    private final KeyEvaluators keys;
    private final SortBuffer buffer;
    private final MemoryPool memory;
    private final List<SpillFile> runs = new ArrayList<>();
    private long reserved;
    private boolean frozen;
    private int @Nullable [] sorted;
    private int given;
    private @Nullable SortedMerge merge;

    public SortOperator(SortExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "SortExec " + plan.keys(), plan.schema(), List.of(input));
        this.plan = plan;
        this.compiler = compiler;
        this.keys = KeyEvaluators.of(plan.keys(), compiler);
        this.buffer = new SortBuffer(plan.schema(), plan.keys());
        this.memory = context.memory().child(context.attempt() + " SortExec", MemoryPool.UNLIMITED);
        context.memory().register(this);
    }

    @Override
    protected @Nullable Batch pull() {
        if (sorted == null && merge == null) {
            collect();
        }
        if (merge != null) {
            return merge.next();
        }
        int count = Math.min(Batch.ROWS, buffer.rows() - given);
        if (count == 0 || sorted == null) {
            return null;
        }
        Batch batch = buffer.gather(sorted, given, count);
        given += count;
        return batch;
    }

    private void collect() {
        for (Batch batch = input().next(); batch != null; batch = input().next()) {
            List<Vector> keyVectors = keys.evaluate(batch);
            buffer.append(batch.columns(), keyVectors, SortBuffer.rowsOf(batch.length(), batch.selection()), batch.rows());
            settle();
            if (buffer.rows() >= MAX_ROWS || buffer.isFull()) {
                spill();
            }
        }
        if (runs.isEmpty()) {
            frozen = true;
            sorted = buffer.sorted();
            return;
        }
        spill();
        frozen = true;
        mergeRuns();
    }

    /** Counts what the buffer holds now, or, when that is refused, holds it no longer. */
    private void settle() {
        long more = buffer.heldBytes() - reserved;
        if (more > 0) {
            if (memory.tryReserve(more)) {
                reserved += more;
            } else {
                spill();
            }
        }
        stats().held(memory.used());
        releaseSurplus();
    }

    private void releaseSurplus() {
        long surplus = reserved - buffer.heldBytes();
        if (surplus > 0) {
            memory.release(surplus);
            reserved -= surplus;
        }
    }

    @Override
    public long spillableBytes() {
        return frozen ? 0 : reserved;
    }

    @Override
    public long spill() {
        if (buffer.rows() == 0 || frozen) {
            return 0;
        }
        frozen = true;
        long before = memory.used();
        SpillFile run = nextRun();
        int[] ids = buffer.sorted();
        long chunk = Math.max(1, reserved / Math.max(1, buffer.rows()) * Batch.ROWS);
        long lent = Math.min(reserved, 4 * chunk);
        // The run is written through blocks of the same budget, which is used up: so a part of it is lent to them.
        memory.release(lent);
        reserved -= lent;
        for (int from = 0; from < ids.length; from += Batch.ROWS) {
            context().checkCancelled();
            run.write(buffer.gather(ids, from, Math.min(Batch.ROWS, ids.length - from)));
        }
        finish(run);
        buffer.clear();
        releaseSurplus();
        frozen = false;
        return before - memory.used();
    }

    private SpillFile nextRun() {
        SpillFile run = SpillFile.create(context().spillDirectory(), "sort", plan.schema(), memory);
        runs.add(run);
        return run;
    }

    private void finish(SpillFile run) {
        long bytes = run.finish();
        memory.countSpilled(bytes);
        stats().spilled(bytes);
    }

    private void mergeRuns() {
        while (runs.size() > FAN_IN) {
            List<SpillFile> merged = List.copyOf(runs.subList(0, FAN_IN));
            runs.subList(0, FAN_IN).clear();
            try (SortedMerge part = new SortedMerge(plan.schema(), plan.keys(), merged, compiler)) {
                SpillFile run = nextRun();
                for (Batch batch = part.next(); batch != null; batch = part.next()) {
                    context().checkCancelled();
                    run.write(batch);
                }
                finish(run);
            }
        }
        merge = new SortedMerge(plan.schema(), plan.keys(), runs, compiler);
    }

    @Override
    protected void release() {
        context().memory().unregister(this);
        frozen = true;
        runs.forEach(SpillFile::close);
        buffer.clear();
        memory.release(reserved);
        reserved = 0;
        memory.close();
    }
}
