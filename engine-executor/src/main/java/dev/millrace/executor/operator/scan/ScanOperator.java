package dev.millrace.executor.operator.scan;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.config.ConfigKeys;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.expr.Expr;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.ScanFilter;
import dev.millrace.spi.Split;
import dev.millrace.spi.TaskContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the splits of one partition, one after the other. */
public final class ScanOperator extends PullOperator implements RuntimeFilterTarget {

    private final ScanExec plan;
    private final DataSource source;
    private final Iterator<Split> splits;
    private final List<ScanFilter> filters = new ArrayList<>();
    private final int batchRows;
    private long left;
    private @Nullable BatchReader reader;
    private long readerBytes;

    public ScanOperator(ScanExec plan, int partition, DataSource source, ExprCompiler compiler, TaskContext context) {
        super(context, name(plan), plan.schema(), List.of());
        this.plan = plan;
        this.source = source;
        this.splits = plan.splits().get(partition).iterator();
        this.batchRows = context.config().get(ConfigKeys.BATCH_ROWS);
        this.left = plan.limit() < 0 ? Long.MAX_VALUE : plan.limit();
        for (Expr filter : plan.filters()) {
            filters.add(compiler.scanFilter(filter));
        }
    }

    private static String name(ScanExec plan) {
        return "ScanExec " + plan.source().format() + " " + plan.schema().names() + (plan.filters().isEmpty() ? "" : " " + plan.filters());
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        filters.add(filter.on(column));
    }

    @Override
    protected @Nullable Batch pull() {
        while (left > 0) {
            if (reader == null) {
                if (!splits.hasNext()) {
                    return null;
                }
                reader = open(splits.next());
                readerBytes = 0;
            }
            Batch batch = reader.next();
            long bytes = reader.bytesRead();
            stats().readBytes(bytes - readerBytes);
            readerBytes = bytes;
            if (batch == null) {
                closeReader();
                context().checkCancelled();
                continue;
            }
            Batch kept = reader.appliesFilters() ? batch : filtered(batch);
            if (kept.rows() > 0) {
                return limited(kept);
            }
            context().checkCancelled();
        }
        return null;
    }

    private BatchReader open(Split split) {
        long limit = plan.limit() < 0 ? -1 : left;
        return source.read(new ReadRequest(plan.source(), plan.tableSchema(), split, plan.columns(), filters, limit, batchRows), context());
    }

    private Batch filtered(Batch batch) {
        Batch kept = batch;
        for (ScanFilter filter : filters) {
            if (kept.rows() == 0) {
                break;
            }
            List<Vector> vectors = filter.columns().stream().map(batch::column).toList();
            kept = kept.select(filter.apply(vectors, batch.length(), kept.selection()));
        }
        return kept;
    }

    private Batch limited(Batch batch) {
        int rows = batch.rows();
        if (rows <= left) {
            left -= rows;
            return batch;
        }
        int count = (int) left;
        left = 0;
        int[] first = new int[count];
        Selection selection = batch.selection();
        for (int i = 0; i < count; i++) {
            first[i] = selection == null ? i : selection.rows()[i];
        }
        return batch.select(new Selection(first, count));
    }

    private void closeReader() {
        BatchReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void release() {
        closeReader();
    }
}
