package dev.millrace.executor.operator.exchange;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.expr.Expr;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.spi.ScanFilter;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the blocks that a task of another job left. Columns that filters look at are decoded first, the others where a row is left. */
public final class CachedReadOperator extends PullOperator implements RuntimeFilterTarget {

    private final CachedReadExec plan;
    private final List<BlockId> parts = new ArrayList<>();
    private final List<MapOutput> outputs = new ArrayList<>();
    private final BlockSource blocks;
    private final List<ScanFilter> filters = new ArrayList<>();
    private final long limit;
    private long given;
    private int part;
    private BlockSource.@Nullable BlockStream stream;
    private @Nullable Block block;
    private @Nullable BlockDecoder decoder;
    private int from;

    /** @param input the outputs that are read, one after the other */
    public CachedReadOperator(CachedReadExec plan, ShuffleInput input, BlockSource blocks, ExprCompiler compiler, TaskContext context) {
        super(context, "CachedReadExec " + plan.schema().names() + (plan.filters().isEmpty() ? "" : " " + plan.filters()), plan.schema(),
                List.of());
        this.plan = plan;
        this.blocks = blocks;
        this.limit = plan.limit() < 0 ? Long.MAX_VALUE : plan.limit();
        for (int partition = input.firstPartition(); partition < input.endPartition(); partition++) {
            for (MapOutput output : input.outputs()) {
                if (output.rows().get(partition) > 0) {
                    outputs.add(output);
                    parts.add(new BlockId(output.attempt(), partition));
                }
            }
        }
        for (Expr filter : plan.filters()) {
            filters.add(compiler.scanFilter(filter));
        }
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        filters.add(filter.on(column));
    }

    @Override
    protected @Nullable Batch pull() {
        while (given < limit && advance()) {
            Block open = block;
            BlockDecoder columns = decoder;
            if (open == null || columns == null) {
                return null;
            }
            int count = Math.min(Batch.ROWS, open.rows() - from);
            Batch batch = batch(columns, count);
            from += count;
            if (batch.rows() > 0) {
                given += batch.rows();
                return batch;
            }
            context().checkCancelled();
        }
        return null;
    }

    /** True when the current block has rows left. */
    private boolean advance() {
        while (block == null || from >= block.rows()) {
            releaseBlock();
            if (stream == null) {
                if (part == parts.size()) {
                    return false;
                }
                stream = blocks.open(outputs.get(part).executor(), parts.get(part));
                part++;
            }
            Block next = stream.next();
            if (next == null) {
                closeStream();
                continue;
            }
            stats().readBytes(next.bytes());
            block = next;
            decoder = BlockDecoder.of(next);
            from = 0;
        }
        return true;
    }

    private Batch batch(BlockDecoder columns, int count) {
        Vector[] decoded = new Vector[plan.columns().size()];
        Selection kept = null;
        for (ScanFilter filter : filters) {
            List<Vector> looked = new ArrayList<>(filter.columns().size());
            for (int column : filter.columns()) {
                looked.add(decoded(decoded, columns, column, count));
            }
            kept = filter.apply(looked, count, kept);
            if (kept != null && kept.count() == 0) {
                return Batch.of(0, List.of());
            }
        }
        for (int column = 0; column < decoded.length; column++) {
            decoded(decoded, columns, column, count);
        }
        Batch batch = Batch.of(count, Arrays.asList(decoded));
        return kept == null ? batch : batch.select(kept);
    }

    private Vector decoded(Vector[] vectors, BlockDecoder columns, int column, int count) {
        if (vectors[column] == null) {
            vectors[column] = columns.column(plan.columns().get(column), from, count);
        }
        return vectors[column];
    }

    private void releaseBlock() {
        Block held = block;
        block = null;
        decoder = null;
        if (held != null) {
            held.release();
        }
    }

    private void closeStream() {
        BlockSource.BlockStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void release() {
        releaseBlock();
        closeStream();
    }
}
