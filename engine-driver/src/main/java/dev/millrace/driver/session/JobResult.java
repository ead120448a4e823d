package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.error.EngineException;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.transport.PlanRun;
import dev.millrace.types.Schema;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a run, in the order in which they come. One thread reads; another one may close it meanwhile. */
final class JobResult implements QueryResult {

    private final Schema schema;
    private final PlanRun run;
    private final StatisticsCollector statistics;
    private final Consumer<JobResult> closing;
    private @Nullable Block current;
    private int decoded;
    private boolean closed;

    /** @param closing told once, when this is closed */
    JobResult(Schema schema, PlanRun run, StatisticsCollector statistics, Consumer<JobResult> closing) {
        this.schema = schema;
        this.run = run;
        this.statistics = statistics;
        this.closing = closing;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public synchronized @Nullable Batch next() {
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
                    current = null;
                }
                current = run.nextBlock();
                decoded = 0;
                if (current == null) {
                    end(true);
                    return null;
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

    /** Closing the run wakes whoever reads, so that it is done before the reader's block is taken away. */
    private void end(boolean succeeded) {
        run.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (current != null) {
                current.release();
                current = null;
            }
        }
        closing.accept(this);
        statistics.ended(succeeded);
    }
}
