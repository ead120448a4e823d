package dev.millrace.transport;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import org.jspecify.annotations.Nullable;

/** Where blocks of map outputs are read from, wherever they lie. */
public interface BlockSource {

    /**
     * Opens the blocks of one output partition of one attempt.
     *
     * @throws EngineException SHUFFLE_BLOCK_LOST, here or from {@link BlockStream#next()}
     */
    BlockStream open(ExecutorId executor, BlockId id);

    /** Blocks in the order they were written. Used by one thread. */
    interface BlockStream extends AutoCloseable {

        /** The next block, which the caller releases; null at the end. */
        @Nullable
        Block next();

        @Override
        void close();
    }
}
