package dev.millrace.executor.operator.exchange;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.executor.operator.sort.BatchSource;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.MapOutput;
import org.jspecify.annotations.Nullable;

/** One partition of one map output, batch by batch; opened with the first. */
final class MapOutputReader implements BatchSource {

    private final MapOutput output;
    private final int partition;
    private final BlockSource blocks;
    private final OperatorStats stats;
    private BlockSource.@Nullable BlockStream stream;
    private @Nullable Block block;
    private int from;

    MapOutputReader(MapOutput output, int partition, BlockSource blocks, OperatorStats stats) {
        this.output = output;
        this.partition = partition;
        this.blocks = blocks;
        this.stats = stats;
    }

    @Override
    public @Nullable Batch next() {
        while (block == null || from >= block.rows()) {
            releaseBlock();
            if (stream == null) {
                stream = blocks.open(output.executor(), new BlockId(output.attempt(), partition));
            }
            block = stream.next();
            from = 0;
            if (block == null) {
                return null;
            }
            stats.readBytes(block.bytes());
        }
        int count = Math.min(Batch.ROWS, block.rows() - from);
        Batch batch = BlockDecoder.decode(block, from, count);
        from += count;
        return batch;
    }

    private void releaseBlock() {
        Block held = block;
        block = null;
        if (held != null) {
            held.release();
        }
    }

    @Override
    public void close() {
        releaseBlock();
        BlockSource.BlockStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
