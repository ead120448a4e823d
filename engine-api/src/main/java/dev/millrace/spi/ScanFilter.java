package dev.millrace.spi;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a scan applies while it reads: a conjunct of the query, or a run-time filter from the build side of a join. The
 * engine makes it, the
 * reader calls it, so that a reader can skip what the condition rules out without knowing how expressions are evaluated. Used by one
 * thread.
 */
public interface ScanFilter {

    /**
     * A condition that holds for every row which {@link #apply} keeps, over the request's columns by {@code InputRef} to their position
     * in the batch: for
     * pruning by statistics. For a conjunct of the query it is the conjunct itself.
     */
    Expr predicate();

    /** Positions in the batch of the columns it needs, ascending. */
    List<Integer> columns();

    /**
     * The rows that are kept. Dictionary vectors are best passed as they are: the work is done once per dictionary.
     *
     * @param vectors one for each of {@link #columns()}, of {@code length} rows
     * @param rows    the rows still wanted, or null for all
     * @return valid until the next call
     */
    Selection apply(List<Vector> vectors, int length, @Nullable Selection rows);
}
