package dev.millrace.executor.operator.exchange;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.sort.SortedMerge;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads some partitions of some map outputs of a stage: one after the other, or merged when they are sorted. */
public final class ShuffleReadOperator extends PullOperator {

    private final List<MapOutputReader> readers = new ArrayList<>();
    private final @Nullable SortedMerge merge;
    private final BlockSource blocks;
    private int reader;
    private boolean opened;

    /** @param input all that is read: the first partition of every output, then the next */
    public ShuffleReadOperator(ShuffleReadExec plan, ShuffleInput input, BlockSource blocks, ExprCompiler compiler, TaskContext context) {
        super(context, "ShuffleReadExec stage " + plan.stage() + (plan.broadcast() ? " broadcast" : ""), plan.schema(), List.of());
        this.blocks = blocks;
        for (int partition = input.firstPartition(); partition < input.endPartition(); partition++) {
            for (MapOutput output : input.outputs()) {
                if (output.rows().get(partition) > 0) {
                    BlockId id = new BlockId(output.attempt(), partition);
                    readers.add(new MapOutputReader(new BlockAddress(output.executor(), id), blocks, stats()));
                }
            }
        }
        this.merge = plan.mergeKeys().isEmpty() ? null : new SortedMerge(plan.schema(), plan.mergeKeys(), readers, compiler);
    }

    @Override
    protected @Nullable Batch pull() {
        if (merge != null) {
            return merge.next();
        }
        openAll();
        while (reader < readers.size()) {
            Batch batch = readers.get(reader).next();
            if (batch != null) {
                return batch;
            }
            readers.get(reader++).close();
        }
        return null;
    }

    /** All at once, so that the next ones are on their way while one is read. */
    private void openAll() {
        if (!opened) {
            opened = true;
            List<BlockSource.BlockStream> streams = blocks.open(readers.stream().map(MapOutputReader::address).toList());
            for (int i = 0; i < streams.size(); i++) {
                readers.get(i).use(streams.get(i));
            }
        }
    }

    @Override
    protected void release() {
        readers.forEach(MapOutputReader::close);
    }
}
