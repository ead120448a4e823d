package dev.millrace.driver.session;

import dev.millrace.columnar.Block;
import dev.millrace.driver.job.RunningJob;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.PlanRun;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job whose result is read one partition after the other. What lies on an executor of another process is fetched as a whole before its
 * first block is given: when a block is lost, the partition is computed again and nobody has seen half of it. In this process nothing
 * gets lost, so blocks are read one by one.
 */
final class JobRun implements PlanRun {

    private final RunningJob job;
    private final BlockSource blocks;
    private final Consumer<JobRun> ended;
    private final Deque<Block> fetched = new ArrayDeque<>();
    private BlockSource.@Nullable BlockStream local;
    private int partition;
    private boolean closed;

    /** @param ended told once, when this is closed */
    JobRun(RunningJob job, BlockSource blocks, Consumer<JobRun> ended) {
        this.job = job;
        this.blocks = blocks;
        this.ended = ended;
    }

    @Override
    public JobId id() {
        return job.id();
    }

    @Override
    public @Nullable Block nextBlock() {
        while (true) {
            Block block = ready();
            if (block != null) {
                return block;
            }
            if (partition >= job.partitions()) {
                return null;
            }
            fetch();
        }
    }

    @Override
    public List<WrittenFile> awaitFiles() {
        job.awaitAll();
        List<WrittenFile> files = new ArrayList<>();
        for (int each = 0; each < job.partitions(); each++) {
            files.addAll(Objects.requireNonNull(job.await(each)).files());
        }
        return files;
    }

    @Override
    public boolean failed() {
        return job.failed();
    }

    @Override
    public void awaitFreed() {
        job.awaitGone();
    }

    void cancel(String reason) {
        job.cancel(reason);
    }

    @Override
    public void close() {
        synchronized (fetched) {
            if (closed) {
                return;
            }
            closed = true;
            fetched.forEach(Block::release);
            fetched.clear();
        }
        if (local != null) {
            local.close();
            local = null;
        }
        job.release();
        ended.accept(this);
    }

    private @Nullable Block ready() {
        if (local == null) {
            synchronized (fetched) {
                return fetched.poll();
            }
        }
        Block block = local.next();
        if (block == null) {
            local.close();
            local = null;
        }
        return block;
    }

    private void fetch() {
        TaskOutcome.Succeeded outcome = job.await(partition);
        if (outcome == null) {
            return;
        }
        ExecutorId executor = outcome.output().executor();
        BlockId id = new BlockId(outcome.output().attempt(), 0);
        if (executor.equals(ExecutorId.LOCAL)) {
            local = openLocal(executor, id);
            partition++;
            return;
        }
        List<Block> all = new ArrayList<>();
        try (BlockSource.BlockStream stream = blocks.open(executor, id)) {
            for (Block block = stream.next(); block != null; block = stream.next()) {
                all.add(block);
            }
            keep(all);
            partition++;
        } catch (EngineException e) {
            all.forEach(Block::release);
            if (e.kind() != ErrorKind.LOST_BLOCK) {
                throw e;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
            }
            job.lost(partition, executor, id);
        }
    }

    /** Whoever closes this while blocks arrive leaves them to be released here. */
    private void keep(List<Block> arrived) {
        synchronized (fetched) {
            if (closed) {
                arrived.forEach(Block::release);
            } else {
                fetched.addAll(arrived);
            }
        }
    }

    /** Blocks of this process are lost only with their job: then what ended the job is the error. */
    private BlockSource.BlockStream openLocal(ExecutorId executor, BlockId id) {
        try {
            return blocks.open(executor, id);
        } catch (EngineException e) {
            job.await(partition);
            throw e;
        }
    }
}
