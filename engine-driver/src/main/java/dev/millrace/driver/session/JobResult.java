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
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions of a job's result one after the other. A partition's blocks are all fetched before its first row is given: when one of them is lost,
 * the partition is computed again and nobody has seen half of it.
 */
final class JobResult implements QueryResult {

    private final Schema schema;
    private final RunningJob job;
    private final BlockSource blocks;
    private final StatisticsCollector statistics;
    private final Deque<Block> fetched = new ArrayDeque<>();
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
                current = fetched.poll();
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

    private void fetch() {
        TaskOutcome.Succeeded outcome = job.await(partition);
        BlockId id = new BlockId(outcome.output().attempt(), 0);
        List<Block> all = new ArrayList<>();
        try (BlockSource.BlockStream stream = blocks.open(outcome.output().executor(), id)) {
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
            job.lost(partition, outcome.output().executor(), id);
        }
    }

    private void end(boolean succeeded) {
        if (!closed) {
            closed = true;
            if (current != null) {
                current.release();
                current = null;
            }
            fetched.forEach(Block::release);
            fetched.clear();
            job.release();
            statistics.ended(succeeded);
        }
    }
}
