package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.executor.task.ExecutorNode;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.disk.Disk;
import dev.millrace.shuffle.disk.WorkFolders;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.ExecutorBlocks;
import dev.millrace.shuffle.store.StoreSettings;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import java.util.Map;

/** An executor with all it needs: its block store, and blocks of others when there are any. */
final class HostedNode implements ClusterTransport.HostedExecutor {

    private final ExecutorNode node;
    private final BlockStore store;
    private final WorkFolders folders;

    /** @param remote blocks of the other executors; in a local session there are none, and it is never asked */
    HostedNode(ExecutorId id, int slots, MemoryPool memory, Map<String, DataSource> sources, BlockSource remote, DriverEndpoint driver,
            Config config) {
        this.folders = WorkFolders.open(config.get(ConfigKeys.SPILL_DIRECTORY), id.name().replaceAll("[^A-Za-z0-9]", "-"));
        this.store =
                new BlockStore(id, memory, new StoreSettings(folders.paths().stream().map(folder -> folder.resolve("shuffle")).toList(),
                        Disk.fileSystem(), config.get(ConfigKeys.SHUFFLE_MERGE_FAN_IN)));
        BlockSource blocks = new ExecutorBlocks(store, remote);
        this.node = new ExecutorNode(id, slots, memory, sources, store, blocks, driver, folders.paths().getFirst());
    }

    @Override
    public BlockSource localBlocks() {
        return store;
    }

    @Override
    public ExecutorId id() {
        return node.id();
    }

    @Override
    public int slots() {
        return node.slots();
    }

    @Override
    public void launch(TaskDescription task) {
        node.launch(task);
    }

    @Override
    public void cancel(TaskAttemptId attempt) {
        node.cancel(attempt);
    }

    @Override
    public void dropJob(JobId job) {
        node.dropJob(job);
    }

    @Override
    public void dropStage(StageId stage) {
        node.dropStage(stage);
    }

    @Override
    public void close() {
        node.close();
        store.close();
        folders.close();
    }
}
