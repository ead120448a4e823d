package dev.millrace.driver.session;

import dev.millrace.columnar.Batch;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.types.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of a statement that gives none. */
record NoRows(QueryStatistics statistics) implements QueryResult {

    static final NoRows NOTHING_DONE = new NoRows(new QueryStatistics(0, 0, 0, 0, 0, Duration.ZERO));

    @Override
    public Schema schema() {
        return Schema.EMPTY;
    }

    @Override
    public @Nullable Batch next() {
        return null;
    }

    @Override
    public void close() {}
}
