package dev.millrace.executor.task;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A block source that remembers the first block it could not give. */
final class WatchedBlocks implements BlockSource {

    /** A block, and where it should have been. */
    record Lost(BlockId block, ExecutorId executor) {}

    private final BlockSource source;
    private @Nullable Lost lost;

    WatchedBlocks(BlockSource source) {
        this.source = source;
    }

    Optional<Lost> lost() {
        return Optional.ofNullable(lost);
    }

    @Override
    public BlockStream open(ExecutorId executor, BlockId id) {
        try {
            return new Watched(source.open(executor, id), executor, id);
        } catch (EngineException e) {
            throw noted(e, executor, id);
        }
    }

    @Override
    public List<BlockStream> open(List<BlockAddress> addresses) {
        List<BlockStream> opened = source.open(addresses);
        List<BlockStream> streams = new ArrayList<>(opened.size());
        for (int i = 0; i < opened.size(); i++) {
            streams.add(new Watched(opened.get(i), addresses.get(i).executor(), addresses.get(i).id()));
        }
        return streams;
    }

    private EngineException noted(EngineException error, ExecutorId executor, BlockId id) {
        if (lost == null && error.kind() == ErrorKind.LOST_BLOCK) {
            lost = new Lost(id, executor);
        }
        return error;
    }

    private final class Watched implements BlockStream {

        private final BlockStream stream;
        private final ExecutorId executor;
        private final BlockId id;

        Watched(BlockStream stream, ExecutorId executor, BlockId id) {
            this.stream = stream;
            this.executor = executor;
            this.id = id;
        }

        @Override
        public @Nullable Block next() {
            try {
                return stream.next();
            } catch (EngineException e) {
                throw noted(e, executor, id);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
