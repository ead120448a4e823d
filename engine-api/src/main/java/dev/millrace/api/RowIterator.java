package dev.millrace.api;

import dev.millrace.columnar.Batch;
import dev.millrace.spi.QueryResult;
import dev.millrace.types.Schema;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a running query, see {@link DataFrame#toLocalIterator}. Close it, or read it to its end; {@code hasNext} and {@code next} throw
 * what the query ends in. Used by one thread.
 *
 * <p>{@code try (RowIterator rows = frame.toLocalIterator()) { while (rows.hasNext()) { print(rows.next()); } }}
 */
public final class RowIterator implements Iterator<Row>, AutoCloseable {

    private final Schema schema;
    private final QueryResult result;
    private @Nullable Batch batch;
    private int row;
    private boolean ended;

    RowIterator(Schema schema, QueryResult result) {
        this.schema = schema;
        this.result = result;
    }

    @Override
    public boolean hasNext() {
        while (!ended && (batch == null || row == batch.length())) {
            batch = result.next();
            row = 0;
            if (batch == null) {
                close();
            }
        }
        return !ended;
    }

    @Override
    public Row next() {
        Batch current = hasNext() ? batch : null;
        if (current == null) {
            throw new NoSuchElementException("the result has no more rows");
        }
        return RowValues.row(schema, current, row++);
    }

    /** Ends the query if it still runs. A second call does nothing. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            result.close();
        }
    }
}
