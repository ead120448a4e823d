package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.driver.job.RunningJob;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions of a job's result one after the other. What lies on an executor of another process is fetched as a whole before
 * its first row is given:
 * when a block is lost, the partition is computed again and nobody has seen half of it. In this process nothing gets lost, so blocks are
 * read one by one.
 */
final class JobResult implements QueryResult {

    private final Schema schema;
    private final RunningJob job;
    private final BlockSource blocks;
    private final StatisticsCollector statistics;
    private final Deque<Block> fetched = new ArrayDeque<>();
    private BlockSource.@Nullable BlockStream local;
    private @Nullable Block current;
    private int decoded;
    private int partition;
    private boolean closed;

    JobResult(Schema schema, RunningJob job, BlockSource blocks, StatisticsCollector statistics) {
        this.schema = schema;
        this.job = job;
        this.blocks = blocks;
        this.statistics = statistics;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (closed) {
            return null;
        }
        try {
            while (true) {
                if (current != null && decoded < current.rows()) {
                    int count = Math.min(Batch.ROWS, current.rows() - decoded);
                    Batch batch = BlockDecoder.decode(current, decoded, count);
                    decoded += count;
                    return batch;
                }
                if (current != null) {
                    current.release();
                }
                current = nextBlock();
                decoded = 0;
                if (current == null) {
                    if (partition == job.partitions()) {
                        end(true);
                        return null;
                    }
                    fetch();
                }
            }
        } catch (EngineException e) {
            end(false);
            throw e;
        }
    }

    @Override
    public QueryStatistics statistics() {
        return statistics.statistics();
    }

    @Override
    public void close() {
        end(true);
    }

    private @Nullable Block nextBlock() {
        if (local == null) {
            return fetched.poll();
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
            fetched.addAll(all);
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

    /** Blocks of this process are lost only with their job: then what ended the job is the error. */
    private BlockSource.BlockStream openLocal(ExecutorId executor, BlockId id) {
        try {
            return blocks.open(executor, id);
        } catch (EngineException e) {
            job.await(partition);
            throw e;
        }
    }

    private void end(boolean succeeded) {
        if (!closed) {
            closed = true;
            if (current != null) {
                current.release();
                current = null;
            }
            if (local != null) {
                local.close();
                local = null;
            }
            fetched.forEach(Block::release);
            fetched.clear();
            job.release();
            statistics.ended(succeeded);
        }
    }
}
