package dev.millrace.transport;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where blocks of map outputs are read from, wherever they lie. */
public interface BlockSource {

    /**
     * Opens the blocks of one output partition of one attempt.
     *
     * @throws EngineException SHUFFLE_BLOCK_LOST, here or from {@link BlockStream#next()}
     */
    BlockStream open(ExecutorId executor, BlockId id);

    /**
     * Opens many, to be read one after the other in this order: each to its end, or closed, before the next one is used. A source may
     * fetch for the later ones meanwhile. The caller closes them all.
     *
     * @return one stream an address; what cannot be opened is noticed at its {@link BlockStream#next()}
     */
    default List<BlockStream> open(List<BlockAddress> addresses) {
        return addresses.stream().<BlockStream>map(address -> new LaterStream(this, address)).toList();
    }

    /** Blocks in the order they were written. Used by one thread. */
    interface BlockStream extends AutoCloseable {

        /** The next block, which the caller releases; null at the end. */
        @Nullable
        Block next();

        @Override
        void close();
    }
}
