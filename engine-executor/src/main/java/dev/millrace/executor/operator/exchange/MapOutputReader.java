package dev.millrace.executor.operator.exchange;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.executor.operator.sort.BatchSource;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockSource;
import org.jspecify.annotations.Nullable;

/** One partition of one map output, batch by batch; opened with the first. */
final class MapOutputReader implements BatchSource {

    private final BlockAddress address;
    private final BlockSource blocks;
    private final OperatorStats stats;
    private BlockSource.@Nullable BlockStream stream;
    private @Nullable Block block;
    private int from;

    MapOutputReader(BlockAddress address, BlockSource blocks, OperatorStats stats) {
        this.address = address;
        this.blocks = blocks;
        this.stats = stats;
    }

    BlockAddress address() {
        return address;
    }

    /** Reads from this stream, which it closes; without, it opens one of its own. */
    void use(BlockSource.BlockStream opened) {
        stream = opened;
    }

    @Override
    public @Nullable Batch next() {
        while (block == null || from >= block.rows()) {
            releaseBlock();
            if (stream == null) {
                stream = blocks.open(address.executor(), address.id());
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
