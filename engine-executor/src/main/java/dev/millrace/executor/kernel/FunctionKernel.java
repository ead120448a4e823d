package dev.millrace.executor.kernel;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes a scalar function over a batch. It has no state of its own: what is worth keeping from batch to batch (a compiled pattern,
 * result arrays, a random generator) is kept with the call, by {@link KernelCall#state}.
 */
public interface FunctionKernel {

    /**
     * @param arguments one for each argument of the call, {@code length} rows each, flat or {@link dev.millrace.columnar.ConstantVector
     *         constant}, never a dictionary; in the place of a lambda stands a vector of nulls, see {@link KernelCall#lambda}
     * @param rows      rows that count, or null for all; for others nothing may be reported as an error
     * @return {@code length} rows of the call's type, valid until the call's next batch; values of rows that do not count are unspecified
     *         but readable
     */
    Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows);
}
