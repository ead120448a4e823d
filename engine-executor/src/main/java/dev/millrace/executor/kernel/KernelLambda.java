package dev.millrace.executor.kernel;

import dev.millrace.columnar.Vector;
import java.util.List;

/** A compiled lambda, an argument of a higher-order function. */
public interface KernelLambda {

    /** How many parameters the query wrote: {@code transform(xs, x -> …)} has one, {@code transform(xs, (x, i) -> …)} two. */
    int parameters();

    /**
     * Evaluates the body once for each element.
     *
     * @param values  for each parameter its values, {@code count} rows each
     * @param rows    row of the batch that each element belongs to: the columns that the body uses are taken from there
     * @return {@code count} rows, valid until the next call; may be a dictionary or constant vector
     */
    Vector apply(List<Vector> values, int[] rows, int count);
}
