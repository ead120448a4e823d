package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Used by one thread: it reuses its arrays, so a result is valid until the next call. */
public interface Evaluator {

    /**
     * Computes the expression for {@code rows} of the batch (null: for all {@code batch.length()}); the batch's own selection is not
     * looked at.
     *
     * @return as long as the batch; values of other rows are unspecified but readable. May be a dictionary or constant vector.
     */
    Vector evaluate(Batch batch, @Nullable Selection rows);
}
