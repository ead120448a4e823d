package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** A strict operation on two columns: null when one of them is null. Used by one thread. */
public interface BinaryKernel {

    /**
     * @param left  flat, or a constant that is not null; the same for {@code right}; not both are constants
     * @param rows  rows that count, null for all: only those may be in error
     * @return a flat vector of {@code length} rows, valid until the next call
     */
    Vector apply(Vector left, Vector right, int length, @Nullable Selection rows);
}
