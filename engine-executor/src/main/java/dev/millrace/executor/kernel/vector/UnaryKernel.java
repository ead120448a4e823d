package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** A strict operation on one column. Used by one thread. */
public interface UnaryKernel {

    /**
     * @param input flat
     * @param rows  rows that count, null for all: only those may be in error
     * @return {@code length} rows, valid until the next call; flat
     */
    Vector apply(Vector input, int length, @Nullable Selection rows);
}
