package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import java.io.IOException;

/**
 * Writes one result: {@code begin}, {@code write} for each batch, {@code finish}. Used by one thread.
 *
 * <p>{@code writer.begin(); writer.write(batch, batch.length()); writer.finish();}
 */
public sealed interface ResultWriter permits DelimitedWriter, GridWriter, JsonLinesWriter, VerticalWriter {

    /** What stands above the first row. */
    void begin() throws IOException;

    /** The first {@code rows} rows of a dense batch, which is not kept. */
    void write(Batch batch, int rows) throws IOException;

    /** What stands below the last row, and all that was waiting. */
    void finish() throws IOException;
}
