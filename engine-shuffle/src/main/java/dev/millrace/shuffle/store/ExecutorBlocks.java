package dev.millrace.shuffle.store;

import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * All blocks that the tasks of an executor can read: its own without a copy, those of others fetched.
 *
 * @param remote asked for blocks of other executors only
 */
public record ExecutorBlocks(BlockStore local, BlockSource remote) implements BlockSource {

    @Override
    public BlockStream open(ExecutorId executor, BlockId id) {
        return executor.equals(local.executor()) ? local.open(id) : remote.open(executor, id);
    }

    @Override
    public List<BlockStream> open(List<BlockAddress> addresses) {
        List<BlockAddress> here = addresses.stream().filter(this::isLocal).toList();
        List<BlockAddress> elsewhere = addresses.stream().filter(address -> !isLocal(address)).toList();
        Iterator<BlockStream> own = local.open(here).iterator();
        Iterator<BlockStream> fetched = elsewhere.isEmpty() ? List.<BlockStream>of().iterator() : remote.open(elsewhere).iterator();
        List<BlockStream> streams = new ArrayList<>(addresses.size());
        addresses.forEach(address -> streams.add((isLocal(address) ? own : fetched).next()));
        return streams;
    }

    private boolean isLocal(BlockAddress address) {
        return address.executor().equals(local.executor());
    }
}
