package dev.millrace.transport;

import dev.millrace.columnar.Block;
import org.jspecify.annotations.Nullable;

/** A stream that is opened when its first block is wanted. */
final class LaterStream implements BlockSource.BlockStream {

    private final BlockSource source;
    private final BlockAddress address;
    private BlockSource.@Nullable BlockStream opened;
    private boolean closed;

    LaterStream(BlockSource source, BlockAddress address) {
        this.source = source;
        this.address = address;
    }

    @Override
    public @Nullable Block next() {
        BlockSource.BlockStream stream = opened;
        if (stream == null) {
            if (closed) {
                throw new IllegalStateException("the blocks of " + address + " are closed");
            }
            stream = source.open(address.executor(), address.id());
            opened = stream;
        }
        return stream.next();
    }

    @Override
    public void close() {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
