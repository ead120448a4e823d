package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** What one batch gives to the accumulators: computed arguments (or state columns) and the filters of the calls. */
public interface RowInputs {

    /** No filter. */
    int NO_FILTER = -1;

    /** The vector of an input; as long as the batch. */
    Vector column(int input);

    /** Bit per physical row that passes a filter; null for {@link #NO_FILTER}. */
    long @Nullable [] filterBits(int filter);
}
