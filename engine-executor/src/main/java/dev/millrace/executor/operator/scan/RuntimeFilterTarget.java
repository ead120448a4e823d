package dev.millrace.executor.operator.scan;

/** An operator that can use, or hand on, a filter which a join above it learned while it built its table. */
public interface RuntimeFilterTarget {

    /**
     * Called before the first batch is pulled. The operator may leave out rows which the filter does not keep; it need not.
     *
     * @param column position in this operator's batches of the column that the filter looks at
     */
    void offer(int column, RuntimeFilter filter);
}
