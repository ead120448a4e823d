package dev.millrace.executor.operator.exchange;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.sort.SortedMerge;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.MapOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one partition of all map outputs of a stage: one after the other, or merged when they are sorted. */
public final class ShuffleReadOperator extends PullOperator {

    private final List<MapOutputReader> readers = new ArrayList<>();
    private final @Nullable SortedMerge merge;
    private int reader;

    /** @param outputs the stage's map outputs, one a map partition */
    public ShuffleReadOperator(ShuffleReadExec plan, int partition, List<MapOutput> outputs, BlockSource blocks, ExprCompiler compiler,
            TaskContext context) {
        super(context, "ShuffleReadExec stage " + plan.stage() + (plan.broadcast() ? " broadcast" : ""), plan.schema(), List.of());
        int read = plan.broadcast() ? 0 : partition;
        for (MapOutput output : outputs) {
            if (output.rows().get(read) > 0) {
                readers.add(new MapOutputReader(output, read, blocks, stats()));
            }
        }
        this.merge = plan.mergeKeys().isEmpty() ? null : new SortedMerge(plan.schema(), plan.mergeKeys(), readers, compiler);
    }

    @Override
    protected @Nullable Batch pull() {
        if (merge != null) {
            return merge.next();
        }
        while (reader < readers.size()) {
            Batch batch = readers.get(reader).next();
            if (batch != null) {
                return batch;
            }
            readers.get(reader++).close();
        }
        return null;
    }

    @Override
    protected void release() {
        readers.forEach(MapOutputReader::close);
    }
}
